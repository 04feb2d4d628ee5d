import { HeaderMap, MediaType } from "proxy-wasm-as";
import { wordsOf } from "./words";

/** Below it there is nothing to win. */
const SHORTEST: i64 = 64;
/** Envoy's buffer limit unless it is configured: the body is held until it is whole. */
const LONGEST: i64 = 1 << 20;

/**
 * Tells whether the body of a response is a text of a good length, which nobody has
 * encoded yet and which may be changed.
 */
export function isCompressible(headers: HeaderMap): bool {
  const status = headers.get(":status");
  // Two have no body; a part of one is to stay a part of what it was.
  if (status == "204" || status == "304" || status == "206") return false;
  // A response that goes on for as long as it likes does not say its length.
  const length = I64.parseInt(headers.get("content-length") || "");
  return (
    length >= SHORTEST &&
    length <= LONGEST &&
    isText(MediaType.of(headers)) &&
    !headers.has("content-encoding") &&
    !hasToken(headers, "cache-control", "no-transform")
  );
}

/** Tells whether the lists of a header have a word, or the `*` of `vary`. */
export function hasToken(
  headers: HeaderMap,
  name: string,
  token: string,
): bool {
  const tokens = wordsOf(headers.getAll(name).join());
  return tokens.includes(token) || tokens.includes("*");
}

/** Makes an etag say that it is the same content, not the same bytes. */
export function weaken(headers: HeaderMap): void {
  const etag = headers.get("etag");
  if (etag != null && !etag.startsWith("W/")) headers.set("etag", `W/${etag}`);
}

function isText(type: MediaType | null): bool {
  return (
    type != null &&
    (type.type == "text" ||
      type.isJson ||
      type.isXml ||
      type.subtype.endsWith("javascript"))
  );
}
