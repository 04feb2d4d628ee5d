import { Answer } from "./answer";
import {
  answerCall,
  beginAnswer,
  callBody,
  callCluster,
  callHeaders,
  callTimeout,
  callTrailers,
  failCall,
  isCallPending,
} from "./generated/bridge";
import { firstOf, linesOf } from "./pairs";
import { textOf } from "./wire/bytes";

/**
 * An HTTP call of a filter that waits for its response; see `ProxyHost.httpCalls`.
 * It times out when `ProxyHost.advance` passes its timeout.
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

  /** Returns the first value of a header, or `null`; case does not matter. */
  header(name: string): string | null {
    return firstOf(callHeaders(this.id), name);
  }

  /** The headers in order, as `name: value`. */
  get headers(): string[] {
    return linesOf(callHeaders(this.id));
  }

  /** The body as UTF-8. */
  get text(): string {
    return textOf(callBody(this.id));
  }

  /** The bytes of the body. */
  get body(): Uint8Array {
    return callBody(this.id);
  }

  /** The trailers that the filter passed; Envoy 1.40 does not send them. */
  get trailers(): string[] {
    return linesOf(callTrailers(this.id));
  }

  /** The milliseconds after which it fails; 0 means never. */
  get timeout(): u32 {
    return callTimeout(this.id);
  }

  /** Whether it still waits: neither it nor its plugin has ended. */
  get isPending(): bool {
    return isCallPending(this.id);
  }

  /** Answers the call, by default with a 200; the test fails if it has ended. */
  respond(answer: Answer = new Answer()): void {
    answerCall(this.id, answer.id);
  }

  /** Begins a response; if it then breaks off, the filter gets nothing of it. */
  beginResponse(): void {
    beginAnswer(this.id);
  }

  /**
   * Breaks the connection: the filter gets the proxy's own 503, or nothing after
   * `beginResponse`. The reason is one of Envoy's; `protocol error`, for a response
   * that is not HTTP, makes it a 502.
   */
  fail(reason: string = "connection termination"): void {
    failCall(this.id, reason);
  }
}
