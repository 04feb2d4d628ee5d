import {
  CONTINUE,
  STOP_ALL_AND_BUFFER,
  STOP_ALL_AND_WATERMARK,
  STOP_AND_WATERMARK,
  STOP_NO_BUFFER,
} from "../abi/filter-status.ts";
import { ByteBuffer } from "../base/byte-buffer.ts";
import { notEmulated, undefinedInEnvoy } from "../base/host-error.ts";
import type { HeaderMap } from "../message/header-map.ts";
import { requestTooLarge, responseTooLarge } from "../message/proxy-replies.ts";
import type { MessageState } from "./message-state.ts";
import { expectContinuable } from "./stream-misuse.ts";
import type { StreamState } from "./stream-state.ts";

const DEFAULT_BUFFER_LIMIT = 1 << 20;

/** What stands behind the last filter, and gets the parts of a message in order. */
export interface PassEnd {
  headers(headers: HeaderMap, endOfStream: boolean): void;
  data(data: ByteBuffer, endOfStream: boolean): void;
  trailers(trailers: HeaderMap): void;
}

/** One direction of a filter; each method returns a status of the ABI. */
export interface PassFilter {
  headers(headers: HeaderMap, endOfStream: boolean): number;
  data(data: ByteBuffer, endOfStream: boolean): number;
  trailers(trailers: HeaderMap): number;
}

type Iteration = "continue" | "stop" | "stopAll" | "stopAllWatermark";

/** A filter's place in a pass, and what it has stopped. */
export class PassEntry {
  iteration: Iteration = "continue";
  headersContinued = false;
  fromCurrent = false;
  endOfStream = false;

  readonly index: number;
  readonly filter: PassFilter;

  constructor(index: number, filter: PassFilter) {
    this.index = index;
    this.filter = filter;
  }

  get stoppedAll(): boolean {
    return this.iteration.startsWith("stopAll");
  }
}

/**
 * One direction of a stream through its filters. Follows the steps and names of
 * Envoy's FilterManager (`source/common/http/filter_manager.cc`).
 *
 *     pass.start(headers, false);
 *     pass.data(new ByteBuffer(bytes), true);
 */
export class FilterPass {
  readonly message: MessageState;
  readonly #stream: StreamState;
  readonly #isRequest: boolean;
  readonly #end: PassEnd;
  readonly #entries: PassEntry[] = [];
  /** Whether the sender of what is buffered can be slowed down. */
  #streaming = false;
  #passedHeaders = false;
  #passedTrailers = false;

  constructor(
    stream: StreamState,
    direction: "request" | "response",
    end: PassEnd,
  ) {
    this.#stream = stream;
    this.#isRequest = direction === "request";
    this.message = stream[direction];
    this.#end = end;
  }

  add(filter: PassFilter): PassEntry {
    const entry = new PassEntry(this.#entries.length, filter);
    this.#entries.push(entry);
    return entry;
  }

  /** Whether anybody wants more of the message. */
  get #goesOn(): boolean {
    if (this.message.isAborted) return false;
    return !this.#isRequest || !this.#stream.response.hasEnded;
  }

  start(headers: HeaderMap, endOfStream: boolean): void {
    this.message.headers = headers;
    this.message.hasEnded = endOfStream;
    this.#stream.dispatcher.run(() => this.#headersFrom(0, endOfStream));
  }

  /** Ends the message before the filters; null where it has no headers. */
  refuse(headers: HeaderMap | null, ended: boolean): void {
    this.message.headers = headers;
    this.message.hasEnded = ended;
    this.message.isAborted = true;
  }

  data(data: ByteBuffer, endOfStream: boolean): void {
    this.message.hasEnded = endOfStream;
    if (!this.#goesOn) return;
    this.#stream.dispatcher.run(() => this.#dataFrom(0, data, endOfStream));
  }

  end(trailers: HeaderMap): void {
    this.message.hasEnded = true;
    this.message.trailers = trailers;
    if (this.#goesOn) this.#stream.dispatcher.run(() => this.#trailersFrom(0));
  }

  /**
   * Continues behind a filter that has stopped, or with it if it stopped everything.
   */
  continueFrom(entry: PassEntry): void {
    if (!this.#isRequest) expectContinuable(this.#stream);
    if (!this.#goesOn) return;
    if (this.message.headers === null) {
      throw undefinedInEnvoy(
        "The filter continued a message that has not begun, which Envoy does " +
          "not check. Continue only what a callback has stopped.",
      );
    }
    if (this.message.depth > 0 && !entry.headersContinued) {
      throw undefinedInEnvoy(
        "The filter continued a stream in the headers callback itself, where " +
          "Envoy passes the headers on twice. Return Continue there instead.",
      );
    }
    if (this.#passedTrailers) {
      throw undefinedInEnvoy(
        "The filter continued a message whose trailers have been passed on, and " +
          "Envoy sends them twice. Continue only what a callback has stopped.",
      );
    }
    // Also applies when a callback called from here continues the stream again.
    entry.fromCurrent ||= entry.stoppedAll;
    entry.iteration = "continue";
    const start = () => entry.index + (entry.fromCurrent ? 0 : 1);
    if (!entry.headersContinued) {
      entry.headersContinued = true;
      const alone =
        this.message.buffered === null && this.message.trailers === null;
      this.#headersFrom(entry.index + 1, this.message.hasEnded && alone);
    }
    const hadTrailers = this.message.trailers !== null;
    if (this.message.buffered !== null && this.#goesOn) {
      this.#dataFrom(
        start(),
        this.message.buffered,
        this.message.hasEnded && !hadTrailers,
      );
    }
    if (hadTrailers && this.#goesOn) this.#trailersFrom(start());
    entry.fromCurrent = false;
  }

  /**
   * Whether a filter has stopped the message and gets no more of it, so that only
   * the filter itself can continue it.
   */
  isHeldBy(entry: PassEntry): boolean {
    if (entry.iteration === "continue" || !this.#goesOn) return false;
    return entry.stoppedAll || this.message.hasEnded;
  }

  /** Buffers data that a filter was just given. */
  keep(data: ByteBuffer): void {
    this.#streaming = false;
    this.#keep(data);
  }

  /** Passes on what a filter had buffered and then continued at once. */
  takeBack(data: ByteBuffer): void {
    if (this.message.buffered === null || this.message.buffered === data)
      return;
    data.moveFrom(this.message.buffered);
    this.message.buffered = null;
  }

  #headersFrom(start: number, endOfStream: boolean): void {
    const headers = this.message.headers!;
    for (const entry of this.#entries.slice(start)) {
      entry.endOfStream = endOfStream;
      const status = this.#call(() =>
        entry.filter.headers(headers, endOfStream),
      );
      if (status === undefined) return;
      if (status === CONTINUE) entry.headersContinued = true;
      else {
        entry.iteration = iterationOf(status);
        return;
      }
    }
    if (this.#passedHeaders) {
      throw undefinedInEnvoy(
        "The filter continued a message that another filter still held, and Envoy " +
          "passes its headers on twice. Continue only what a callback has stopped.",
      );
    }
    this.#passedHeaders = true;
    this.#end.headers(headers, endOfStream);
  }

  #dataFrom(start: number, data: ByteBuffer, endOfStream: boolean): void {
    const hadTrailers = this.message.trailers !== null;
    let end = endOfStream;
    let addedAt = -1;
    for (const entry of this.#entries.slice(start)) {
      if (entry.stoppedAll) {
        this.#streaming = entry.iteration === "stopAllWatermark";
        return this.#keep(data);
      }
      if (entry.endOfStream) return;
      entry.endOfStream = end && this.message.trailers === null;
      const { endOfStream: last } = entry;
      const status = this.#call(() => entry.filter.data(data, last));
      if (status === undefined) return;
      if (!hadTrailers && this.message.trailers !== null && addedAt < 0) {
        addedAt = entry.index;
        end = false;
      }
      if (this.#afterData(entry, status, data)) continue;
      if (addedAt < 0) return;
      // Either resumed from within, together with the trailers, or stopped, which
      // Envoy mixes up.
      if (status === CONTINUE) return;
      throw notEmulated("Stopping a body after adding trailers at its end");
    }
    this.#end.data(data, end);
    if (addedAt >= 0) this.#trailersFrom(addedAt + 1);
  }

  /** Whether the data goes on to the next filter. */
  #afterData(entry: PassEntry, status: number, data: ByteBuffer): boolean {
    if (status === CONTINUE) {
      if (entry.iteration !== "stop") return true;
      this.#keep(data);
      if (!this.message.isAborted) this.continueFrom(entry);
      return false;
    }
    entry.iteration = "stop";
    if (status !== STOP_NO_BUFFER) {
      this.#streaming = status === STOP_AND_WATERMARK;
      this.#keep(data);
    } else if (entry.endOfStream) {
      // A later continue then ends the stream with an empty part.
      this.message.buffered ??= new ByteBuffer();
    }
    return false;
  }

  #trailersFrom(start: number): void {
    const trailers = this.message.trailers!;
    for (const entry of this.#entries.slice(start)) {
      if (entry.stoppedAll) return;
      const status = this.#call(() => entry.filter.trailers(trailers));
      if (status === undefined) return;
      entry.endOfStream = true;
      if (status !== CONTINUE) {
        entry.iteration = "stop";
        return;
      }
      if (entry.iteration === "stop") return this.continueFrom(entry);
    }
    this.#passedTrailers = true;
    this.#end.trailers(trailers);
  }

  /** Calls a filter; returns undefined if the pass ended with it. */
  #call(run: () => number): number | undefined {
    this.message.depth++;
    let status;
    try {
      status = run();
    } finally {
      this.message.depth--;
    }
    return this.#endsPass() ? undefined : status;
  }

  /** Whether the pass ends with the callback that has just returned. */
  #endsPass(): boolean {
    if (this.#isRequest && this.#stream.sendPreparedReply()) return true;
    return this.#stream.outcome !== "open" || this.message.isAborted;
  }

  #keep(data: ByteBuffer): void {
    if (this.message.buffered === data) return;
    this.message.buffered ??= new ByteBuffer();
    this.message.buffered.moveFrom(data);
    const { bufferLimit = DEFAULT_BUFFER_LIMIT } = this.#stream;
    if (this.message.buffered.length > bufferLimit && !this.#streaming) {
      this.#refuseLength();
    }
  }

  #refuseLength(): void {
    if (this.#isRequest) return this.#stream.sendLocalReply(requestTooLarge());
    this.message.isAborted = true;
    this.#stream.sendLocalReply(responseTooLarge());
  }
}

function iterationOf(status: number): Iteration {
  if (status === STOP_ALL_AND_BUFFER) return "stopAll";
  return status === STOP_ALL_AND_WATERMARK ? "stopAllWatermark" : "stop";
}
