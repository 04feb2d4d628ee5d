import { CacheControl, HeaderMap, MediaType } from "proxy-wasm-as";

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
  const length = I64.parseInt(headers.get("content-length") ?? "");
  return (
    length >= SHORTEST &&
    length <= LONGEST &&
    isText(MediaType.of(headers)) &&
    !headers.has("content-encoding") &&
    !CacheControl.of(headers).has("no-transform")
  );
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
