import { JsonPicks } from "./json-picks";
import { JsonReader } from "./json-reader";
import { JsonWriter } from "./json-writer";

/**
 * Returns a document with the value that a JSON Pointer points to set to what a writer
 * has written; every other byte is as it was. Returns `null` where the document is not
 * JSON, or has no such value. Of a key that an object has twice it sets the last value.
 * It throws for a text that is not a JSON Pointer. For more than one change there is
 * `JsonEditor`.
 *
 * ```ts
 * const body = this.request.body;
 * const model = new JsonWriter().text("small");
 * const edited = setJson(body.bytes(), "/model", model);
 * if (edited != null) body.setBytes(edited);
 * ```
 */
export function setJson(
  document: Uint8Array,
  pointer: string,
  value: JsonWriter,
): Uint8Array | null {
  const picks = new JsonPicks([pointer]);
  if (!picks.read(JsonReader.of(document))) return null;
  const found = picks.at(0);
  if (found == null) return null;
  const bytes = value.bytes();
  const head = found.begin - document.dataStart;
  const tail = document.dataStart + document.length - found.end;
  const size = head + bytes.length + tail;
  const edited = changetype<ArrayBuffer>(__new(size, idof<ArrayBuffer>()));
  const to = changetype<usize>(edited);
  memory.copy(to, document.dataStart, head);
  memory.copy(to + head, bytes.dataStart, bytes.length);
  memory.copy(to + head + bytes.length, found.end, tail);
  return Uint8Array.wrap(edited);
}
