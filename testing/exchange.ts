import { Answer } from "./answer";
import { bufferOf } from "./bytes";
import { HttpStream } from "./http-stream";
import {
  addBytes,
  addPair,
  addText,
  newExchange,
  sendExchange,
  setAnswer,
  setText,
} from "./spec-host";

/** A whole request and the upstream's answer; see `Plugin.request`. */
export class Exchange {
  /** The host's number for it. */
  private readonly id: i32;

  constructor(plugin: i32, method: string, path: string) {
    this.id = newExchange(plugin, method, path);
  }

  /** Sets the host that is asked for, `example.com` otherwise. */
  authority(authority: string): this {
    setText(this.id, "authority", authority);
    return this;
  }

  /** Adds a header behind those that a proxy has in each request. */
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

  /** Sets what the upstream answers, 200 without a body otherwise. */
  answer(answer: Answer): this {
    setAnswer(this.id, answer.id);
    return this;
  }

  /**
   * Sends the request, and the answer as soon as the whole request has reached the
   * upstream: at once, or when the filter lets it go.
   */
  send(): HttpStream {
    return new HttpStream(sendExchange(this.id));
  }
}
