import { Answer } from "./answer";
import {
  addBody,
  addHeader,
  addTrailer,
  newExchange,
  sendExchange,
  setAnswer,
  setAuthority,
} from "./generated/bridge";
import { HttpStream } from "./http-stream";
import { utf8 } from "./wire/bytes";

/** A request and the upstream's response to it; see `Plugin.request`. */
export class Exchange {
  /** The host's number for it. */
  private readonly id: i32;

  constructor(opener: i32, method: string, path: string) {
    this.id = newExchange(opener, method, path);
  }

  /** Sets the requested host, which is `example.com` by default. */
  authority(authority: string): this {
    setAuthority(this.id, authority);
    return this;
  }

  /** Adds a header after those that every request has. */
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

  /** Sets the upstream's response, which is a 200 without a body by default. */
  answer(answer: Answer): this {
    setAnswer(this.id, answer.id);
    return this;
  }

  /**
   * Sends the request. The upstream responds once the whole request has reached it:
   * at once, or when the filter continues it.
   */
  send(): HttpStream {
    return new HttpStream(sendExchange(this.id));
  }
}
