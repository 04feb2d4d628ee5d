import { addBody, addHeader, addTrailer, newAnswer } from "./generated/bridge";
import { utf8 } from "./wire/bytes";

/**
 * A response of an upstream.
 *
 * ```ts
 * new Answer(404).header("content-type", "text/plain").body("not here");
 * ```
 */
export class Answer {
  /** The host's number for it. */
  readonly id: i32;

  constructor(status: i32 = 200) {
    this.id = newAnswer(status);
  }

  header(name: string, value: string): this {
    addHeader(this.id, name, value);
    return this;
  }

  /** Adds a part of the body as UTF-8; parts arrive one by one. */
  body(text: string): this {
    addBody(this.id, utf8(text));
    return this;
  }

  bodyBytes(bytes: Uint8Array): this {
    addBody(this.id, bytes);
    return this;
  }

  trailer(name: string, value: string): this {
    addTrailer(this.id, name, value);
    return this;
  }
}
