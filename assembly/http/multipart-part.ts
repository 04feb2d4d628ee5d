import { equalsIgnoreCase } from "./ascii";
import { FieldReader, isToken } from "./field-reader";
import { MediaType } from "./media-type";
import { Parameters } from "./parameters";

/**
 * The headers of one part of a `multipart` body; see `MultipartReader`.
 *
 * ```ts
 * class Names extends MultipartReader {
 *   onPart(part: MultipartPart): void {
 *     const filename = part.filename;
 *     if (filename != null) log.info(filename);
 *   }
 *   onContent(bytes: Uint8Array): void {}
 * }
 * ```
 */
@final
export class MultipartPart {
  private readonly names: string[] = [];
  private readonly values: string[] = [];

  /** Reads the lines of a part's headers; `null` where one is not well-formed. For the SDK. */
  static parse(text: string): MultipartPart | null {
    const part = new MultipartPart();
    if (text.length == 0) return part;
    const lines = text.split("\r\n");
    for (let i = 0; i < lines.length; i++) {
      const colon = lines[i].indexOf(":");
      if (colon < 0) return null;
      const name = lines[i].substring(0, colon);
      if (!isToken(name)) return null;
      part.names.push(name);
      part.values.push(lines[i].substring(colon + 1).trim());
    }
    return part;
  }

  /** Returns the first value of a header by its name in any case, or `null`. */
  header(name: string): string | null {
    for (let i = 0; i < this.names.length; i++) {
      if (equalsIgnoreCase(this.names[i], name)) return this.values[i];
    }
    return null;
  }

  /**
   * The name of a form's field, or `null`. Browsers write a quote, CR and LF in it as `%22`,
   * `%0D` and `%0A`, which stay.
   */
  get name(): string | null {
    return this.parameter("name");
  }

  /**
   * The name of the file in a form's field, or `null` where the field is not a file. A client
   * chooses it: it may have slashes.
   */
  get filename(): string | null {
    return this.parameter("filename");
  }

  /** Its `content-type`; `null` where there is none, which is `text/plain`. */
  get type(): MediaType | null {
    const header = this.header("content-type");
    return header != null ? MediaType.parse(header) : null;
  }

  private parameter(name: string): string | null {
    const header = this.header("content-disposition");
    if (header == null) return null;
    const reader = new FieldReader(header);
    const parameters = new Parameters();
    if (reader.token() == null) return null;
    parameters.read(reader);
    return parameters.get(name);
  }
}
