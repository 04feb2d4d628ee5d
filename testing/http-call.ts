import { Answer } from "./answer";
import {
  answerCall,
  callBody,
  callCluster,
  callHeader,
  failCall,
} from "./spec-host";

/**
 * An HTTP call of a filter that waits for its answer; see `ProxyHost.httpCalls`.
 * It is too late once `ProxyHost.advance` has passed its time.
 *
 * ```ts
 * const call = plugin.host.httpCalls[0];
 * expect(call.header(":path")).toBe("/check");
 * call.respond(new Answer(401));
 * ```
 */
export class HttpCall {
  constructor(
    /** The host's number for it. */
    private readonly id: i32,
  ) {}

  /** The cluster that is called. */
  get cluster(): string {
    return callCluster(this.id);
  }

  /** Returns the first value of a header, or `null`, whatever the name's case. */
  header(name: string): string | null {
    return callHeader(this.id, name);
  }

  /** The body as UTF-8. */
  get text(): string {
    return String.UTF8.decode(callBody(this.id));
  }

  /** The bytes of the body. */
  get body(): Uint8Array {
    return Uint8Array.wrap(callBody(this.id));
  }

  /** Answers it, with 200 otherwise; the test fails where it has ended. */
  respond(answer: Answer = new Answer()): void {
    answerCall(this.id, answer.id);
  }

  /** Breaks the connection off: the filter gets no answer. */
  fail(): void {
    failCall(this.id);
  }
}
