import { AnswerHeaders } from "../api/answer-headers";
import { HttpAnswer } from "../api/http-answer";
import { HttpCallOutcome } from "../api/http-call-response";
import { FieldReader } from "../http/field-reader";
import { freshnessOf, valuesOf } from "./freshness";

/** The largest body that is kept, in bytes. */
const MAX_BODY: i32 = 64 * 1024;

/** An answer, in memory of its own. */
export class KeptAnswer {
  /** For how many seconds it may be used again; 0 for never. */
  freshness: i64 = 0;
  /** The names of the headers that its request may not have otherwise, as it says. */
  varying: string[] = [];
  /** Whether it is for all who asked for the same while it came. */
  isShared: bool = false;
  private readonly headers: AnswerHeaders;
  private readonly body: ArrayBuffer;
  private readonly count: i32;
  private readonly failure: string;
  private readonly isLate: bool;

  constructor(answer: HttpAnswer, isAuthorized: bool) {
    const headers = answer.headers;
    const outcome = answer.outcome;
    this.headers = headers;
    this.count = headers.entries().length;
    this.body = answer.bytes().buffer;
    this.failure = answer.failure;
    this.isLate = outcome == HttpCallOutcome.TimedOut;
    const isAnswered = outcome == HttpCallOutcome.Answered;
    const status = answer.status;
    if (isAnswered && this.body.byteLength <= MAX_BODY && this.readVary()) {
      this.freshness = freshnessOf(status, headers, isAuthorized, Date.now());
    }
    this.isShared = !isAnswered || this.freshness > 0 || status >= 500;
  }

  /** Returns the answer, as often as is wanted. */
  restore(): HttpAnswer {
    const answer = HttpAnswer.sdkMake();
    if (this.count == 0) answer.sdkReject(this.failure, this.isLate);
    else answer.sdkRestore(this.headers, this.body);
    return answer;
  }

  /** Reads `vary`; false where it says that no other request is alike. */
  private readVary(): bool {
    const reader = new FieldReader(valuesOf(this.headers, "vary"));
    while (reader.nextElement()) {
      const name = reader.token();
      if (name == null || name == "*") return false;
      this.varying.push(name);
    }
    return true;
  }
}
