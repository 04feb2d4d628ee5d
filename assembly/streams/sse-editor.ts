import { SseEvent } from "./sse-event";
import { SseReader } from "./sse-reader";
import { StreamEditor } from "./stream-editor";

/**
 * Edits server-sent events as they pass, in callbacks: drops, changes and adds them, or ends the
 * stream with a last one. Each event goes on as soon as it is whole. What is not edited stays
 * as it is, to the byte. See `SseReader` for what an event is; in handlers use `SseStream`.
 *
 * The body changes its length: see `bodyChanged`. Where trailers follow, an event that is
 * not whole is left out, as a browser does.
 *
 * ```ts
 * class NoPings extends HttpContext {
 *   private readonly events: SseEditor = new SseEditor();
 *   onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     const events = this.events;
 *     events.read(this.response.body, endOfStream);
 *     for (let e = events.next(); e != null; e = events.next()) {
 *       if (e.type == "ping") e.drop();
 *       else if (e.data.includes("secret")) events.stop("[DONE]");
 *     }
 *     events.writeTo(this.response.body);
 *     return FilterDataStatus.Continue;
 *   }
 * }
 * registerHttpContext<NoPings>("no_pings");
 * ```
 */
@final
export class SseEditor extends StreamEditor<SseEvent> {
  /** Holds events of up to `limit` bytes; larger ones are `isTooLarge`. */
  constructor(limit: i32 = 1 << 20) {
    super(new SseReader(limit));
  }

  /**
   * Adds an event in front of the one that `next` has returned last; after all that came so
   * far where that was `null`.
   */
  insert(data: string, type: string = "message", id: string = ""): void {
    this.insertBytes(this.sdkEnded(SseEvent.encode(data, type, id)));
  }

  /**
   * Ends the stream with an event, after the one that `next` has returned last unless that was
   * dropped. All that the server sends then is left out. A proxy cannot end a response by
   * itself: it ends as the server's does, or is broken off by `closeResponse`.
   */
  stop(data: string, type: string = "message"): void {
    this.stopBytes(this.sdkEnded(SseEvent.encode(data, type)));
  }

  /** Puts the end of an event in front where one is not ended; for the SDK. */
  sdkEnded(bytes: Uint8Array): Uint8Array {
    const isOpen = changetype<SseReader>(this.reader).sdkEndsOpen;
    if (!isOpen && !this.isInRecord) return bytes;
    const ended = new Uint8Array(bytes.length + 2);
    ended.fill(0x0a, 0, 2);
    ended.set(bytes, 2);
    return ended;
  }
}
