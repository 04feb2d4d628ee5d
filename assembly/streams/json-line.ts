import { decode } from "../abi/utf8";
import { utf8Encode } from "../codecs/utf8";
import { JsonReader } from "../json/json-reader";
import { JsonValue } from "../json/json-value";
import { ByteSink } from "../bodies/byte-sink";
import { LINE_FEED } from "./line-end";
import { StreamRecord } from "./stream-record";

/**
 * A line of JSON lines; whether it is JSON shows when it is read.
 *
 * ```ts
 * const reader = new JsonLinesReader();
 * reader.write(utf8Encode('{"id":1}\n{"id":2}\n'));
 * for (let line = reader.next(); line != null; line = reader.next()) {
 *   const value = line.json();
 *   if (value != null) log.info(value.getIntegerOr("id", 0).toString());
 * }
 * ```
 */
@final
export class JsonLine extends StreamRecord {
  private changed: Uint8Array | null = null;

  /** For the SDK: `JsonLinesReader` makes lines. */
  constructor(
    owner: ArrayBuffer,
    from: usize,
    to: usize,
    isTooLarge: bool,
    private readonly contentTo: usize,
  ) {
    super(owner, from, to, isTooLarge);
  }

  /** Its text, without the end of the line. */
  get text(): string {
    const bytes = this.bytes;
    return decode(bytes.dataStart, bytes.length);
  }

  /** Its bytes, without the end of the line; not a copy. */
  get bytes(): Uint8Array {
    const changed = this.changed;
    if (changed != null) return changed;
    const from = <i32>(this.sdkFrom - changetype<usize>(this.owner));
    return Uint8Array.wrap(
      this.owner,
      from,
      <i32>(this.contentTo - this.sdkFrom),
    );
  }

  /** Returns a reader of it, which does not copy it. */
  jsonReader(): JsonReader {
    return JsonReader.of(this.bytes);
  }

  /** Returns its value; `null` where it is not JSON. */
  json(): JsonValue | null {
    const reader = this.jsonReader();
    const from = reader.valueStart;
    reader.skip();
    const to = reader.position;
    return reader.finish() ? reader.valueAt(from, to) : null;
  }

  /** Puts another text in its place, which must have no line ends. */
  setText(text: string): void {
    this.setBytes(utf8Encode(text));
  }

  /** Puts other bytes in its place, which must have no line ends. */
  setBytes(bytes: Uint8Array): void {
    this.changed = bytes;
  }

  /** Whether it is not the same any more; for the SDK. */
  get sdkIsChanged(): bool {
    return this.changed != null;
  }

  /** Writes it as it is now; for the SDK. */
  sdkWrite(to: ByteSink): void {
    to.addBytes(this.bytes);
    if (this.sdkTo > this.contentTo) to.addByte(<u8>LINE_FEED);
  }
}
