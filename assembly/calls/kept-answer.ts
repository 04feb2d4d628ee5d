import { AnswerHeaders } from "../api/answer-headers";
import { monotonicNanoseconds } from "../api/clock";
import { HeaderEntries } from "../api/header-entries";
import { HeaderList } from "../api/header-list";
import { HttpAnswer } from "../api/http-answer";
import { HttpCall } from "../api/http-call";
import { HttpCallOutcome } from "../api/http-call-response";
import { FieldReader } from "../http/field-reader";
import { Freshness, valuesOf } from "./freshness";

const SECOND: u64 = 1_000_000_000;

/** The largest body that is kept, in bytes. */
const MAX_BODY: i32 = 64 * 1024;

/** An answer, in memory of its own. */
export class KeptAnswer {
  /** Whether it may be kept for others. */
  isKeepable: bool = false;
  /** The names of the headers, by its `vary`, in which other requests may not differ. */
  varying: string[] = [];
  /** Whether it is for all who asked for the same while it came. */
  isShared: bool = true;
  /** Whether the service has answered, with a status below 500. */
  readonly isRight: bool;
  private headers: AnswerHeaders;
  private readonly body: ArrayBuffer;
  private readonly count: i32;
  private readonly status: i32;
  private readonly failure: string;
  private readonly isLate: bool;
  /** When it stops being fresh, and when it may not be used any more for the other reasons. */
  private end: u64 = 0;
  private lateEnd: u64 = 0;
  private errorEnd: u64 = 0;

  constructor(answer: HttpAnswer) {
    const headers = answer.headers;
    const outcome = answer.outcome;
    this.headers = headers;
    this.count = headers.entries().length;
    this.body = answer.bytes().buffer;
    this.status = answer.status;
    this.failure = answer.failure;
    this.isLate = outcome == HttpCallOutcome.TimedOut;
    const isAnswered = outcome == HttpCallOutcome.Answered;
    this.isRight = isAnswered && this.status < 500;
  }

  /** Reads from its headers how long it may be kept. */
  read(isAuthorized: bool): void {
    this.isKeepable = false;
    this.varying = [];
    if (this.count != 0 && this.body.byteLength <= MAX_BODY) {
      this.readTimes(isAuthorized);
    }
    this.isShared = this.isKeepable || !this.isRight;
  }

  /** Whether it is about a part or a condition, and so does not replace what is kept. */
  get isPartial(): bool {
    const status = this.status;
    return status == 206 || status == 304 || status == 412 || status == 416;
  }

  /** Returns the answer; may be called any number of times. */
  restore(): HttpAnswer {
    const answer = HttpAnswer.sdkMake();
    if (this.count == 0) answer.sdkReject(this.failure, this.isLate);
    else answer.sdkRestore(this.headers, this.body);
    return answer;
  }

  /** Whether it may be used without asking. */
  get isFresh(): bool {
    return monotonicNanoseconds() < this.end;
  }

  /** Whether it may be used while it is asked for again. */
  get isLateFresh(): bool {
    return monotonicNanoseconds() < this.lateEnd;
  }

  /** Whether it may be used if the service fails. */
  get isRightAfterError(): bool {
    return monotonicNanoseconds() < this.errorEnd;
  }

  /** Whether it has an entity tag or a date, by which the server can be asked again. */
  get hasValidator(): bool {
    return this.headers.has("etag") || this.headers.has("last-modified");
  }

  /** For how many milliseconds it can be used; 0 means forever. */
  get lifetime(): u64 {
    if (this.hasValidator) return 0;
    const end = max(this.end, max(this.lateEnd, this.errorEnd));
    const now = monotonicNanoseconds();
    return end > now ? (end - now) / 1_000_000 : 1;
  }

  /** Returns a call that asks whether the answer has changed (RFC 9111, section 4.3.1). */
  conditional(call: HttpCall): HttpCall {
    const asking = call.sdkCopy();
    const tag = this.headers.getBytes("etag");
    if (tag != null) asking.headerBytes("if-none-match", tag);
    const time = this.headers.getBytes("last-modified");
    if (time != null) asking.headerBytes("if-modified-since", time);
    return asking;
  }

  /**
   * Takes the headers of a 304 (RFC 9111, section 3.2); false where it is about another answer,
   * by its entity tag.
   */
  refresh(answer: HttpAnswer, isAuthorized: bool): bool {
    const fresh = answer.headers;
    const tag = fresh.get("etag");
    const own = this.headers.get("etag");
    if (tag != null && own != null && opaque(tag) != opaque(own)) return false;
    const list = new HeaderList();
    const old = this.headers.entries();
    const entries = fresh.entries();
    for (let i = 0; i < old.length; i++) {
      if (isOfBody(old, i) || !hasName(entries, old.name(i)))
        copy(old, i, list);
    }
    for (let i = 0; i < entries.length; i++) {
      if (!isOfBody(entries, i)) copy(entries, i, list);
    }
    const pairs = new ArrayBuffer(<i32>list.encodedSize);
    list.encodeTo(changetype<usize>(pairs));
    this.headers = new AnswerHeaders(pairs);
    this.read(isAuthorized);
    return true;
  }

  private readTimes(isAuthorized: bool): void {
    const headers = this.headers;
    const times = Freshness.of(this.status, headers, isAuthorized, Date.now());
    if (!times.isStorable || !this.readVary()) return;
    const now = monotonicNanoseconds();
    this.end = now + <u64>times.left * SECOND;
    this.lateEnd = this.end + <u64>times.whileRevalidating * SECOND;
    this.errorEnd = this.end + <u64>times.ifError * SECOND;
    this.isKeepable =
      max(this.lateEnd, this.errorEnd) > now || this.hasValidator;
  }

  /** Reads `vary`; false where it says that the answer is for one request alone. */
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

/** The entity tag without `W/`, as a 304 may compare it. */
function opaque(tag: string): string {
  return tag.startsWith("W/") ? tag.substring(2) : tag;
}

/** Whether a header is about the body, which a 304 does not have, or about the 304. */
function isOfBody(entries: HeaderEntries, index: i32): bool {
  return (
    entries.hasName(index, ":status") ||
    entries.hasName(index, "content-length") ||
    entries.hasName(index, "content-encoding") ||
    entries.hasName(index, "content-type") ||
    entries.hasName(index, "content-range")
  );
}

function hasName(entries: HeaderEntries, name: string): bool {
  for (let i = 0; i < entries.length; i++) {
    if (entries.hasName(i, name)) return true;
  }
  return false;
}

function copy(entries: HeaderEntries, index: i32, list: HeaderList): void {
  list.appendBytes(entries.name(index), entries.valueBytes(index));
}
