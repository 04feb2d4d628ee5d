import { decode } from "../abi/utf8";
import { utf8Encode } from "../codecs/utf8";
import { JsonReader } from "../json/json-reader";
import { ByteSink } from "../bodies/byte-sink";
import { mayHaveUsage } from "./may-have-usage";
import { writeData, writeField } from "./sse-field";
import { joinData, rewriteEvent } from "./sse-lines";
import { StreamRecord } from "./stream-record";

/**
 * A server-sent event, as `EventSource` dispatches it: an event of the stream that has data.
 *
 * In a stream that is edited, what `drop`, `setData` and the like do to it is done once the
 * next one is asked for. Lines that are not edited stay as they are, such as comments.
 *
 * ```ts
 * const reader = new SseReader();
 * reader.write(utf8Encode("event: add\ndata: 1\ndata: 2\n\n"));
 * const event = reader.next();
 * if (event != null) log.info(`${event.type}: ${event.data}`); // add: 1\n2
 * ```
 */
@final
export class SseEvent extends StreamRecord {
  private joined: Uint8Array | null = null;
  private newData: Uint8Array | null = null;
  private newType: string | null = null;

  /** For the SDK: `SseReader` makes events. */
  constructor(
    owner: ArrayBuffer,
    from: usize,
    to: usize,
    isTooLarge: bool,
    private readonly dataFrom: usize,
    private readonly dataTo: usize,
    private readonly dataLines: i32,
    private readonly typeFrom: usize,
    private readonly typeTo: usize,
    private readonly idBytes: Uint8Array,
    /** The milliseconds that its `retry` says; -1 where it has none. */
    readonly retry: i64,
    /**
     * Whether the stream ended before it: `EventSource` does not dispatch it, but other clients
     * may. Only after `end` was called.
     */
    readonly isCut: bool,
  ) {
    super(owner, from, to, isTooLarge);
  }

  /**
   * Writes an event, whose data may have several lines. A type of `message` and an empty id
   * are left out, and so are line ends and NUL in both.
   *
   * ```ts
   * const bytes = SseEvent.encode("[DONE]"); // data: [DONE] and an empty line
   * log.info(utf8Decode(bytes));
   * ```
   */
  static encode(
    data: string,
    type: string = "message",
    id: string = "",
  ): Uint8Array {
    return SseEvent.encodeBytes(utf8Encode(data), type, id);
  }

  /** Writes an event whose data is UTF-8; see `encode`. */
  static encodeBytes(
    data: Uint8Array,
    type: string = "message",
    id: string = "",
  ): Uint8Array {
    const to = new ByteSink();
    if (type != "message") writeField("event", type, to);
    if (id.length > 0) writeField("id", id, to);
    writeData(data, to);
    to.addByte(0x0a);
    return to.take();
  }

  /** Its type; `message` where it says none. */
  get type(): string {
    const type = this.newType;
    if (type != null) return type;
    if (this.typeFrom == this.typeTo) return "message";
    return decode(this.typeFrom, this.typeTo - this.typeFrom);
  }

  /** Gives it another type. */
  setType(type: string): void {
    this.newType = type;
  }

  /** Its data, whose lines are joined by line feeds. */
  get data(): string {
    const bytes = this.joinedData();
    return bytes != null
      ? decode(bytes.dataStart, bytes.length)
      : decode(this.dataFrom, this.dataTo - this.dataFrom);
  }

  /** Its data as bytes: UTF-8, unless the server sent something else. */
  get dataBytes(): Uint8Array {
    const bytes = this.joinedData();
    if (bytes != null) return bytes;
    const from = <i32>(this.dataFrom - changetype<usize>(this.owner));
    return Uint8Array.wrap(
      this.owner,
      from,
      <i32>(this.dataTo - this.dataFrom),
    );
  }

  /** Tells whether its data may say how many tokens an answer took; for the SDK. */
  get sdkMayHaveUsage(): bool {
    if (this.joinedData() != null) return true;
    return mayHaveUsage(this.dataFrom, this.dataTo);
  }

  /** Returns a reader of its data, which is not copied. */
  jsonReader(): JsonReader {
    const bytes = this.joinedData();
    if (bytes != null) return JsonReader.of(bytes);
    return new JsonReader(this.owner, this.dataFrom, this.dataTo, 129);
  }

  /** Tells whether its data is a text of ASCII, such as `[DONE]`. */
  dataIs(text: string): bool {
    const bytes = this.dataBytes;
    if (bytes.length != text.length) return false;
    for (let i = 0; i < text.length; i++) {
      if (<i32>bytes[i] != text.charCodeAt(i)) return false;
    }
    return true;
  }

  /** Gives it other data. */
  setData(data: string): void {
    this.setDataBytes(utf8Encode(data));
  }

  /** Gives it other data, as UTF-8. */
  setDataBytes(data: Uint8Array): void {
    this.newData = data;
  }

  /** The id that `EventSource` has when it dispatches it: its own, or the last one before. */
  get lastEventId(): string {
    return decode(this.idBytes.dataStart, this.idBytes.length);
  }

  /** Whether it is not the same any more; for the SDK. */
  get sdkIsChanged(): bool {
    return this.newData != null || this.newType != null;
  }

  /** Writes it as it is now; for the SDK. */
  sdkWrite(to: ByteSink): void {
    rewriteEvent(this.sdkFrom, this.sdkTo, this.newType, this.newData, to);
  }

  /** Returns its data where that is not in one piece; else `null`. */
  private joinedData(): Uint8Array | null {
    const data = this.newData;
    if (data != null || this.dataLines < 2) return data;
    let joined = this.joined;
    if (joined == null) {
      joined = joinData(this.sdkFrom, this.sdkTo);
      this.joined = joined;
    }
    return joined;
  }
}
