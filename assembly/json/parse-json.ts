import { encode, encodedSize } from "../abi/utf8";
import { DEPTH } from "./nesting";
import { skipSpace, skipValue } from "./skip-value";
import { JsonValue } from "./json-value";

/**
 * Reads a JSON text by RFC 8259. Returns `null` where the text is not JSON, for example
 * empty or with something after its value, and where lists and objects are nested more
 * than 128 deep. Numbers are kept as they are written until they are read. To go over a
 * body once there is `JsonReader`, which needs no memory.
 *
 * ```ts
 * const body = parseJson(this.request.body.text());
 * if (body == null) this.sendLocalResponse(new LocalResponse(400).text("no JSON"));
 * ```
 */
export function parseJson(text: string): JsonValue | null {
  const size = encodedSize(text);
  const buffer = changetype<ArrayBuffer>(__new(size, idof<ArrayBuffer>()));
  encode(text, changetype<usize>(buffer));
  return parseJsonBytes(buffer);
}

/** Reads JSON from UTF-8 bytes, which the value keeps; `null` where they are not JSON. */
export function parseJsonBytes(buffer: ArrayBuffer): JsonValue | null {
  const begin = changetype<usize>(buffer);
  const end = begin + <usize>buffer.byteLength;
  const from = skipSpace(begin, end);
  const to = skipValue(from, end, DEPTH);
  if (to == 0 || skipSpace(to, end) < end) return null;
  return new JsonValue(buffer, from, to);
}
