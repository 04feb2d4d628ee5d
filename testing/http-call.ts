import { Answer } from "./answer";
import { firstOf, linesOf } from "./pairs";
import {
  answerCall,
  beginAnswer,
  callBytes,
  callFlag,
  callNumber,
  callPairs,
  callText,
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
    return callText(this.id, "cluster");
  }

  /** Returns the first value of a header, or `null`, whatever the name's case. */
  header(name: string): string | null {
    return firstOf(callPairs(this.id, "headers"), name);
  }

  /** All headers in their order, as `name: value`. */
  get headers(): string[] {
    return linesOf(callPairs(this.id, "headers"));
  }

  /** The body as UTF-8. */
  get text(): string {
    return String.UTF8.decode(callBytes(this.id, "body"));
  }

  /** The bytes of the body. */
  get body(): Uint8Array {
    return Uint8Array.wrap(callBytes(this.id, "body"));
  }

  /** The trailers as the filter gave them; Envoy 1.40 does not send any. */
  get trailers(): string[] {
    return linesOf(callPairs(this.id, "trailers"));
  }

  /** After how many milliseconds it fails; 0 is never. */
  get timeout(): u32 {
    return callNumber(this.id, "timeout");
  }

  /** Whether it waits: it has not ended, and its plugin neither. */
  get isPending(): bool {
    return callFlag(this.id, "isPending");
  }

  /** Answers it, with 200 otherwise; the test fails where it has ended. */
  respond(answer: Answer = new Answer()): void {
    answerCall(this.id, answer.id);
  }

  /** Begins an answer: what breaks off behind it, the filter gets nothing of. */
  beginResponse(): void {
    beginAnswer(this.id);
  }

  /**
   * Breaks the connection off: the filter gets the proxy's own 503, or nothing
   * behind `beginResponse`. The reason is Envoy's; with `protocol error`, as for an
   * answer that is not HTTP, it is a 502.
   */
  fail(reason: string = "connection termination"): void {
    failCall(this.id, reason);
  }
}
