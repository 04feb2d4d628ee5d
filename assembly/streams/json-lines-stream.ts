import { Body } from "../api/body";
import { utf8Encode } from "../codecs/utf8";
import { JsonLine } from "./json-line";
import { JsonLinesEditor } from "./json-lines-editor";
import { StreamLoop } from "./stream-loop";

/**
 * The JSON lines of a body, in a handler's method: read, dropped, changed and added as they
 * pass. `JsonLinesEditor` does the same in callbacks; see `JsonLinesReader` for what a line is.
 *
 * Each line goes on once the next one is asked for. Go through the loop to its end, or call
 * `leave` before the method ends: what was not given back is lost.
 *
 * ```ts
 * class NoErrors extends HttpHandler {
 *   onResponse(): void {
 *     bodyChanged(this.response.headers);
 *     const lines = new JsonLinesStream(this.response.body);
 *     for (let line = lines.next(); line != null; line = lines.next()) {
 *       const value = line.json();
 *       if (value != null && value.get("error") != null) line.drop();
 *     }
 *   }
 * }
 * registerHttpHandler<NoErrors>("no_errors");
 * ```
 */
@final
export class JsonLinesStream extends StreamLoop<JsonLine> {
  /** Reads the lines of a body; those of more than `limit` bytes are `isTooLarge`. */
  constructor(body: Body, limit: i32 = 1 << 20) {
    super(body, new JsonLinesEditor(limit));
  }

  /** Adds a line in front of the one that `next` has returned last; at the end for `null`. */
  insert(line: string): void {
    this.insertBytes(utf8Encode(line + "\n"));
  }

  /**
   * Ends the stream with a line, after the one that `next` has returned last unless that was
   * dropped. It returns once the server's response has ended, as a proxy cannot end it earlier:
   * the rest of that is left out.
   */
  stop(line: string): void {
    changetype<JsonLinesEditor>(this.editor).stop(line);
    this.drain();
  }
}
