import { proxy_http_call } from "../abi/env";
import { Status } from "../abi/enums";
import { REFUSED } from "../abi/field-rule";
import {
  AUTHORITY,
  FRAMING,
  HOST,
  METHOD,
  PATH,
  PSEUDO,
  SCHEME,
} from "../abi/field-name";
import { EncodedField } from "../abi/encoded-field";
import { outAddress, outU32 } from "../abi/memory";
import { headSize } from "../abi/pairs";
import { PairsWriter } from "../abi/pairs-writer";
import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";
import {
  CHECKS_NAMES,
  HAS_CALL_TIMES,
  HAS_SCRIPTS,
  SENDS_CALLS,
} from "../features";
import { addCallout, Callout, CalloutKind, Waiter } from "./callout";
import { monotonicNanoseconds } from "./clock";
import { HeaderList } from "./header-list";
import { HttpAnswer } from "./http-answer";
import { HeldFunction } from "./held-function";
import { HttpCallResponse } from "./http-call-response";
import { logRefusedCall } from "./refused-call";
import { Script } from "./script";

/** Envoy's timers count from when it last looked at the clock, in nanoseconds. */
const EARLY: u64 = 10_000_000;

/** How long a call may take by default, in milliseconds. */
const DEFAULT_TIMEOUT: u32 = 5_000;

/** How many headers every request has: `:method`, `:path` and `:authority`. */
const OWN_HEADERS: u32 = 3;

/**
 * An HTTP request that the filter itself sends, to a cluster of the proxy.
 *
 * A call is described, then sent by `send` or `dispatch`, and may be sent again, for
 * example after a failure. Both return a `Status`, and the call is pending only if it is
 * Ok. It is BadArgument where no path was set, for a method that is not a token, a space
 * or a control in the path or the authority, a header that was refused (see
 * `HeaderList`), or a cluster that the proxy does not have, whose name is then
 * logged as a warning; in Envoy 1.40 InternalFailure where the cluster has no healthy
 * host.
 *
 * The answer comes after the callback that sent the call has returned. Its context is
 * active then, so that `self.request` is the waiting stream's and
 * `self.continueRequest()` continues it; a plugin may wait as well. If the context has
 * ended before, nothing is called. A context may have any number of calls under way.
 *
 * ```ts
 * const status = new HttpCall("auth")
 *   .path("/check")
 *   .header("x-user", "joe")
 *   .timeout(500)
 *   .send<Example>(this, (self, response) => {
 *     if (response.status == 200) self.continueRequest();
 *     else self.closeRequest();
 *   });
 * // StopIteration would let a body continue the headers where the plugin's
 * // configuration has allow_on_headers_stop_iteration.
 * if (status == Status.Ok) {
 *   return FilterHeadersStatus.StopAllIterationAndWatermark;
 * }
 * ```
 */
export class HttpCall {
  private verb: string = "GET";
  private target: string | null = null;
  private host: string;
  private fields: HeaderList | null = null;
  private trailing: HeaderList | null = null;
  private body: Uint8Array | null = null;
  private milliseconds: u32 = DEFAULT_TIMEOUT;
  private refusal: Status = Status.Ok;

  /** Describes a call to a cluster. */
  constructor(private readonly cluster: string) {
    this.host = cluster;
  }

  /** Sets the method; GET by default. */
  method(name: string): HttpCall {
    this.verb = name;
    return this;
  }

  /** Sets the path with its query, such as `/check?user=1`; there is no default. */
  path(path: string): HttpCall {
    this.target = path;
    return this;
  }

  /** Sets the authority, the `host` of HTTP/1; the cluster's name by default. */
  authority(authority: string): HttpCall {
    this.host = authority;
    return this;
  }

  /**
   * Adds a header beside those of the same name. Of names that begin with a colon
   * only `:scheme` is taken: the others have methods here, and `host` has
   * `authority`. A `content-length` and a `transfer-encoding` are left out: the proxy
   * says how long the body is, and the other side would wait for one that is not there.
   */
  header(name: string, value: string): HttpCall {
    return isFraming(name) ? this : this.note(this.list().append(name, value));
  }

  /** Adds a header whose value is any bytes but NUL, CR and LF; see `header`. */
  headerBytes(name: string, value: Uint8Array): HttpCall {
    return isFraming(name)
      ? this
      : this.note(this.list().appendBytes(name, value));
  }

  /**
   * Sets the body to a text, sent as UTF-8. Envoy adds the `content-length` of a
   * body that is not empty; a `content-type` is up to you.
   */
  text(body: string): HttpCall {
    const at = scratch(encodedRoom(body));
    const size = encode(body, at);
    const bytes = new Uint8Array(<i32>size);
    memory.copy(bytes.dataStart, at, size);
    return this.bytes(bytes);
  }

  /** Sets the body to bytes, which are not copied before the call is sent. */
  bytes(body: Uint8Array): HttpCall {
    this.body = body;
    return this;
  }

  /**
   * Adds a trailer. Envoy 1.40 takes trailers and does not send them: its client
   * for filters ends a request with the body.
   */
  trailer(name: string, value: string): HttpCall {
    let trailing = this.trailing;
    if (trailing == null) this.trailing = trailing = new HeaderList();
    return this.note(trailing.append(name, value));
  }

  /** Sets after how many milliseconds the call fails, 5,000 by default; 0 is never. */
  timeout(milliseconds: u32): HttpCall {
    this.milliseconds = milliseconds;
    return this;
  }

  /** Sends the call; a function gets the answer. */
  send<T extends Waiter>(
    context: T,
    onResponse: (self: T, response: HttpCallResponse) => void,
  ): Status {
    if (HAS_SCRIPTS && !SENDS_CALLS) {
      ERROR("A call is sent by code in which the transform has not found one.");
    }
    return this.start(
      context.id,
      new PendingHttpCall(null, changetype<HeldFunction>(onResponse)),
    );
  }

  /** Sends the call; the answer comes to `Context.onHttpCallResponse`. */
  dispatch<T extends Waiter>(context: T): Status {
    if (HAS_SCRIPTS && !SENDS_CALLS) {
      ERROR("A call is sent by code in which the transform has not found one.");
    }
    return this.start(
      context.id,
      new PendingHttpCall(this, changetype<HeldFunction>(<usize>0)),
    );
  }

  /**
   * Sends the call and waits for the answer; in a handler's method or a task
   * and what they call. A call that the proxy refuses has an answer whose `outcome` is
   * `Failed`.
   */
  wait(): HttpAnswer {
    return this.begin().wait();
  }

  /**
   * Sends the call, whose answer a handler waits for later, as by `HttpAnswer.wait` or
   * `firstOf`: several calls then take as long as the slowest.
   */
  begin(): HttpAnswer {
    const answer = HttpAnswer.sdkMake();
    const none = changetype<PendingHttpCall>(<usize>0);
    const status = this.start(0, none);
    if (status != Status.Ok) answer.sdkRefuse(status);
    else {
      const milliseconds = HAS_CALL_TIMES ? this.milliseconds : 0;
      answer.sdkExpect(Script.running.owner, outU32(), milliseconds);
    }
    return answer;
  }

  /** Sends the call for a context, with what gets the answer; for the SDK. */
  sdkSend(owner: u32, pending: PendingHttpCall): Status {
    return this.start(owner, pending);
  }

  /** The method; for the SDK. */
  get sdkMethod(): string {
    return this.verb;
  }

  /** What the call asks for, without its headers; for the SDK. */
  get sdkTarget(): string {
    const path = this.target;
    return `${this.cluster} ${this.host} ${path == null ? "" : path}`;
  }

  /** The headers that were added, or `null`; for the SDK. */
  get sdkHeaders(): HeaderList | null {
    return this.fields;
  }

  /** Returns a copy of the call; for the SDK. */
  sdkCopy(): HttpCall {
    const copy = new HttpCall(this.cluster);
    copy.verb = this.verb;
    copy.target = this.target;
    copy.host = this.host;
    const fields = this.fields;
    if (fields != null) copy.fields = fields.sdkCopy();
    copy.trailing = this.trailing;
    copy.body = this.body;
    copy.milliseconds = this.milliseconds;
    copy.refusal = this.refusal;
    return copy;
  }

  private start(owner: u32, pending: PendingHttpCall): Status {
    if (this.refusal != Status.Ok) return this.refusal;
    const path = this.target;
    if (path == null) return Status.BadArgument;
    const trailing = this.trailing;
    if (
      CHECKS_NAMES &&
      (hasKinds(this.fields, (PSEUDO & ~SCHEME) | HOST) ||
        hasKinds(trailing, PSEUDO | HOST | FRAMING))
    ) {
      return Status.BadArgument;
    }
    const headers = this.writeHeaders(path);
    if (headers == null) return Status.BadArgument;
    const trailers = headers.end;
    const headersSize = headers.size;
    const pairs = headers.start;
    const trailersSize: usize = trailing == null ? 0 : trailing.encodedSize;
    if (trailing != null) trailing.encodeTo(trailers);
    const cluster = trailers + trailersSize;
    const body = this.body;
    const status = proxy_http_call(
      cluster,
      encode(this.cluster, cluster),
      pairs,
      headersSize,
      body == null ? 0 : body.dataStart,
      body == null ? 0 : body.byteLength,
      trailers,
      trailersSize,
      <i32>this.milliseconds,
      outAddress(),
    );
    if (status != Status.Ok) {
      // All else that Envoy answers so for has been checked above.
      if (status == Status.BadArgument) logRefusedCall(this.cluster);
      return status;
    }
    // An answer that is awaited is not a pending call.
    if (HAS_SCRIPTS && (!SENDS_CALLS || changetype<usize>(pending) == 0)) {
      return status;
    }
    const token = outU32();
    pending.expectWithin(this.milliseconds);
    addCallout(pending, token, owner);
    return status;
  }

  /** Writes all headers, those of every request first; `null` where one is refused. */
  private writeHeaders(path: string): PairsWriter | null {
    const fields = this.fields;
    const pairs = PairsWriter.begin(
      scratch(this.roomFor(path)),
      OWN_HEADERS + (fields == null ? 0 : fields.length),
    );
    if (
      !pairs.add(":method", METHOD, this.verb) ||
      !pairs.add(":path", PATH, path) ||
      !pairs.add(":authority", AUTHORITY, this.host)
    ) {
      return null;
    }
    if (fields != null) fields.writeTo(pairs);
    return pairs.isTaken ? pairs : null;
  }

  /** Returns the room that all texts of the call may need together. */
  private roomFor(path: string): usize {
    const fields = this.fields;
    const trailing = this.trailing;
    return (
      headSize(OWN_HEADERS) +
      PairsWriter.roomFor(":method", this.verb) +
      PairsWriter.roomFor(":path", path) +
      PairsWriter.roomFor(":authority", this.host) +
      (fields == null ? 0 : fields.encodedSize) +
      (trailing == null ? 0 : trailing.encodedSize) +
      encodedRoom(this.cluster)
    );
  }

  /** The list of the headers that were added. */
  private list(): HeaderList {
    let fields = this.fields;
    if (fields == null) this.fields = fields = new HeaderList();
    return fields;
  }

  private note(status: Status): HttpCall {
    if (this.refusal == Status.Ok) this.refusal = status;
    return this;
  }
}

/** An HTTP call that has no answer yet. */
export class PendingHttpCall extends Callout {
  private deadline: u64 = u64.MAX_VALUE;

  constructor(
    /** The call, where its answer goes to the context's own method. */
    readonly call: HttpCall | null,
    /** The function that gets the answer, or 0. */
    readonly onResponse: HeldFunction,
  ) {
    super(CalloutKind.Http);
  }

  /** Begins the time of the call; 0 for one without an end. */
  expectWithin(milliseconds: u32): void {
    if (!HAS_CALL_TIMES || milliseconds == 0) return;
    this.deadline =
      monotonicNanoseconds() + <u64>milliseconds * 1_000_000 - EARLY;
  }

  /** Tells whether the time of the call is over. */
  get isLate(): bool {
    return HAS_CALL_TIMES && monotonicNanoseconds() >= this.deadline;
  }
}

function hasKinds(list: HeaderList | null, kinds: u32): bool {
  return list != null && (list.kinds & kinds) != 0;
}

/** Tells whether a header says how the body ends, which the proxy says itself. */
function isFraming(name: string): bool {
  if (!CHECKS_NAMES) return false;
  const field = EncodedField.ofName(name, scratch(encodedRoom(name)));
  return field.size != REFUSED && (field.kind & FRAMING) != 0;
}
