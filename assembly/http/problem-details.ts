import { LocalResponse } from "../api/local-response";
import { JsonWriter } from "../json/json-writer";

/**
 * An answer that says in JSON what went wrong, `application/problem+json`, RFC 9457.
 *
 * ```ts
 * const problem = new ProblemDetails(403)
 *   .type("https://example.com/probs/out-of-credit")
 *   .title("You do not have enough credit.")
 *   .detail("Your balance is 30, but that costs 50.")
 *   .integer("balance", 30);
 * this.sendLocalResponse(problem.response());
 * return FilterHeadersStatus.StopIteration;
 * ```
 */
@final
export class ProblemDetails {
  private readonly writer: JsonWriter = new JsonWriter();
  private json: Uint8Array | null = null;

  /** Begins with an HTTP status, 400 to 599, which is in the JSON as well. */
  constructor(private readonly status: i32) {
    this.writer.beginObject().key("status").i64(status);
  }

  /** Sets the URI of the kind of problem; without it the kind is the status. */
  type(uri: string): this {
    return this.text("type", uri);
  }

  /** Sets a short summary of the kind, the same each time. */
  title(text: string): this {
    return this.text("title", text);
  }

  /** Sets what went wrong this time. */
  detail(text: string): this {
    return this.text("detail", text);
  }

  /** Sets a URI of this occurrence. */
  instance(uri: string): this {
    return this.text("instance", uri);
  }

  /** Adds a member that is a text; each name should be there once. */
  text(name: string, value: string): this {
    this.writer.key(name).text(value);
    return this;
  }

  /** Adds a member that is a whole number. */
  integer(name: string, value: i64): this {
    this.writer.key(name).i64(value);
    return this;
  }

  /** Makes the answer. Adding a member afterwards throws. */
  response(): LocalResponse {
    let json = this.json;
    if (json == null) {
      json = this.writer.endObject().bytes();
      this.json = json;
    }
    return new LocalResponse(this.status)
      .header("content-type", "application/problem+json")
      .bytes(json);
  }
}
