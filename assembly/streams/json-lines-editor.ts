import { utf8Encode } from "../codecs/utf8";
import { JsonLine } from "./json-line";
import { JsonLinesReader } from "./json-lines-reader";
import { StreamEditor } from "./stream-editor";

/**
 * Edits JSON lines as they pass, in callbacks: drops, changes and adds them, or ends the stream
 * with a last one. What is not edited stays as it is, to the byte. In handlers use
 * `JsonLinesStream`.
 *
 * The body changes its length: see `bodyChanged`. Where trailers follow, a last line without
 * its end is lost.
 *
 * ```ts
 * class Public extends HttpContext {
 *   private readonly lines: JsonLinesEditor = new JsonLinesEditor();
 *   onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     const lines = this.lines;
 *     lines.read(this.response.body, endOfStream);
 *     for (let line = lines.next(); line != null; line = lines.next()) {
 *       const value = line.json();
 *       if (value == null || value.getBoolOr("private", false)) line.drop();
 *     }
 *     lines.writeTo(this.response.body);
 *     return FilterDataStatus.Continue;
 *   }
 * }
 * registerHttpContext<Public>("public");
 * ```
 */
@final
export class JsonLinesEditor extends StreamEditor<JsonLine> {
  /** Holds lines of up to `limit` bytes; larger ones are `isTooLarge`. */
  constructor(limit: i32 = 1 << 20) {
    super(new JsonLinesReader(limit));
  }

  /**
   * Adds a line in front of the one that `next` has returned last; after all that came so far
   * where that was `null`.
   */
  insert(line: string): void {
    this.insertBytes(utf8Encode(line + "\n"));
  }

  /**
   * Ends the stream with a line, after the one that `next` has returned last unless that was
   * dropped. All that the server sends then is left out.
   */
  stop(line: string): void {
    this.stopBytes(utf8Encode(line + "\n"));
  }
}
