import { bufferOf } from "./bytes";
import { addBytes, addPair, addText, newAnswer } from "./spec-host";

/**
 * What an upstream answers.
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
    addPair(this.id, "headers", name, value);
    return this;
  }

  /** Adds a part of the body, as UTF-8; several arrive one by one. */
  body(text: string): this {
    addText(this.id, "body", text);
    return this;
  }

  bodyBytes(bytes: Uint8Array): this {
    addBytes(this.id, "body", bufferOf(bytes));
    return this;
  }

  trailer(name: string, value: string): this {
    addPair(this.id, "trailers", name, value);
    return this;
  }
}
