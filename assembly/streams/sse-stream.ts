import { Body } from "../api/body";
import { SseEditor } from "./sse-editor";
import { SseEvent } from "./sse-event";
import { StreamLoop } from "./stream-loop";

/**
 * The server-sent events of a body, in a handler's method: read, dropped, changed and added as
 * they pass. `SseEditor` does the same in callbacks; see `SseReader` for what an event is.
 *
 * Each event goes on once the next one is asked for. Go through the loop to its end, or call
 * `leave` before the method ends: what was not given back is lost.
 *
 * ```ts
 * class Mask extends HttpHandler {
 *   onResponse(): void {
 *     bodyChanged(this.response.headers);
 *     const events = new SseStream(this.response.body);
 *     for (let e = events.next(); e != null; e = events.next()) {
 *       if (e.type == "ping") e.drop();
 *       else e.setData(e.data.replaceAll("secret", "******"));
 *     }
 *   }
 * }
 * registerHttpHandler<Mask>("mask");
 * ```
 */
@final
export class SseStream extends StreamLoop<SseEvent> {
  /** Reads the events of a body; those of more than `limit` bytes are `isTooLarge`. */
  constructor(body: Body, limit: i32 = 1 << 20) {
    super(body, new SseEditor(limit));
  }

  /** Adds an event in front of the one that `next` has returned last; at the end for `null`. */
  insert(data: string, type: string = "message", id: string = ""): void {
    const editor = changetype<SseEditor>(this.editor);
    this.insertBytes(editor.sdkEnded(SseEvent.encode(data, type, id)));
  }

  /**
   * Ends the stream with an event, after the one that `next` has returned last unless that was
   * dropped. It returns once the server's response has ended, as a proxy cannot end it earlier:
   * the rest of that is left out.
   */
  stop(data: string, type: string = "message"): void {
    changetype<SseEditor>(this.editor).stop(data, type);
    this.drain();
  }
}
