import {
  CONTINUE,
  STOP_ALL_AND_BUFFER,
  STOP_ALL_AND_WATERMARK,
  STOP_AND_WATERMARK,
  STOP_NO_BUFFER,
} from "../abi/filter-status.ts";
import { notEmulated, undefinedInEnvoy } from "../base/host-error.ts";
import type { Dispatcher } from "../shared/dispatcher.ts";
import { ByteBuffer } from "../base/byte-buffer.ts";
import type { HeaderMap } from "../message/header-map.ts";

const DEFAULT_BUFFER_LIMIT = 1 << 20;

/** What gets the parts of a message, one after the other. */
export interface MessageSink {
  headers(headers: HeaderMap, endOfStream: boolean): void;
  data(data: ByteBuffer, endOfStream: boolean): void;
  trailers(trailers: HeaderMap): void;
}

/** A filter in one direction; each method answers a status of the ABI. */
export interface PassFilter {
  headers(headers: HeaderMap, endOfStream: boolean): number;
  data(data: ByteBuffer, endOfStream: boolean): number;
  trailers(trailers: HeaderMap): number;
}

export interface FilterPassOptions {
  /** Behind the last filter. */
  sink: MessageSink;
  /** Whose time passes only between the parts of a message. */
  dispatcher: Dispatcher;
  /** The bytes that may wait; 1 MiB by default, as in Envoy. */
  bufferLimit?: number;
  /** Told when more waits; `streaming` if the sender could be slowed down. */
  onTooLarge(streaming: boolean): void;
  /** Whether anybody wants more of the message; so by default. */
  goesOn?(): boolean;
  /** Throws where it must not be continued. */
  expectContinuable?(): void;
  /** Told after each call of a filter; true ends the pass. */
  afterCall(): boolean;
}

type Iteration = "continue" | "stop" | "stopAll" | "stopAllWatermark";

/** A filter's place in a pass, and what it has stopped there. */
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
 * One direction of a stream, through its filters: Envoy's FilterManager, whose
 * steps and names it follows (`source/common/http/filter_manager.cc`).
 *
 *     pass.start(headers, false);
 *     pass.data(new ByteBuffer(bytes), true);
 */
export class FilterPass {
  headers: HeaderMap | null = null;
  trailers: HeaderMap | null = null;
  /** What a filter let wait. */
  buffered: ByteBuffer | null = null;
  /** Nothing goes further, because a local reply took over. */
  aborted = false;
  /** The filters that are being called right now. */
  depth = 0;
  readonly #entries: PassEntry[] = [];
  readonly #options: FilterPassOptions;
  #ended = false;
  #streaming = false;
  #passedHeaders = false;
  #passedTrailers = false;

  constructor(options: FilterPassOptions) {
    this.#options = options;
  }

  add(filter: PassFilter): PassEntry {
    const entry = new PassEntry(this.#entries.length, filter);
    this.#entries.push(entry);
    return entry;
  }

  /** Whether the sender has sent everything. */
  get ended(): boolean {
    return this.#ended;
  }

  get #goesOn(): boolean {
    return !this.aborted && this.#options.goesOn?.() !== false;
  }

  start(headers: HeaderMap, endOfStream: boolean): void {
    this.headers = headers;
    this.#ended = endOfStream;
    this.#options.dispatcher.run(() => this.#headersFrom(0, endOfStream));
  }

  /** Ends the message in front of the filters; null where it has no headers. */
  refuse(headers: HeaderMap | null, ended: boolean): void {
    this.headers = headers;
    this.#ended = ended;
    this.aborted = true;
  }

  data(data: ByteBuffer, endOfStream: boolean): void {
    this.#ended = endOfStream;
    if (!this.#goesOn) return;
    this.#options.dispatcher.run(() => this.#dataFrom(0, data, endOfStream));
  }

  end(trailers: HeaderMap): void {
    this.#ended = true;
    this.trailers = trailers;
    if (this.#goesOn) this.#options.dispatcher.run(() => this.#trailersFrom(0));
  }

  /** Goes on behind a filter that has stopped, or with it if it stopped all. */
  continueFrom(entry: PassEntry): void {
    this.#options.expectContinuable?.();
    if (!this.#goesOn) return;
    if (this.headers === null) {
      throw undefinedInEnvoy(
        "The filter continued a message that has not begun, for which Envoy has " +
          "no check. Continue what a callback has stopped.",
      );
    }
    if (this.depth > 0 && !entry.headersContinued) {
      throw undefinedInEnvoy(
        "The filter continued a stream in the headers callback itself, where " +
          "Envoy hands the headers on twice. Answer Continue there instead.",
      );
    }
    if (this.#passedTrailers) {
      throw undefinedInEnvoy(
        "The filter continued a message whose trailers have gone on, and Envoy " +
          "sends them twice. Continue what a callback has stopped.",
      );
    }
    // Also when a callback that this calls continues the stream again.
    entry.fromCurrent ||= entry.stoppedAll;
    entry.iteration = "continue";
    const start = () => entry.index + (entry.fromCurrent ? 0 : 1);
    if (!entry.headersContinued) {
      entry.headersContinued = true;
      const alone = this.buffered === null && this.trailers === null;
      this.#headersFrom(entry.index + 1, this.#ended && alone);
    }
    const hadTrailers = this.trailers !== null;
    if (this.buffered !== null && this.#goesOn) {
      this.#dataFrom(start(), this.buffered, this.#ended && !hadTrailers);
    }
    if (hadTrailers && this.#goesOn) this.#trailersFrom(start());
    entry.fromCurrent = false;
  }

  /** Lets data wait that a filter was just given. */
  keep(data: ByteBuffer): void {
    this.#streaming = false;
    this.#keep(data);
  }

  /** Hands on what a filter had wait and then let go on at once. */
  takeBack(data: ByteBuffer): void {
    if (this.buffered === null || this.buffered === data) return;
    data.moveFrom(this.buffered);
    this.buffered = null;
  }

  #headersFrom(start: number, endOfStream: boolean): void {
    const headers = this.headers!;
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
          "hands its headers on twice. Continue what a callback has stopped.",
      );
    }
    this.#passedHeaders = true;
    this.#options.sink.headers(headers, endOfStream);
  }

  #dataFrom(start: number, data: ByteBuffer, endOfStream: boolean): void {
    const hadTrailers = this.trailers !== null;
    let end = endOfStream;
    let addedAt = -1;
    for (const entry of this.#entries.slice(start)) {
      if (entry.stoppedAll) {
        this.#streaming = entry.iteration === "stopAllWatermark";
        return this.#keep(data);
      }
      if (entry.endOfStream) return;
      entry.endOfStream = end && this.trailers === null;
      const { endOfStream: last } = entry;
      const status = this.#call(() => entry.filter.data(data, last));
      if (status === undefined) return;
      if (!hadTrailers && this.trailers !== null && addedAt < 0) {
        addedAt = entry.index;
        end = false;
      }
      if (this.#afterData(entry, status, data)) continue;
      if (addedAt < 0) return;
      // Resumed from within, with the trailers; or stopped, which Envoy mixes up.
      if (status === CONTINUE) return;
      throw notEmulated("Stopping a body at whose end trailers were added");
    }
    this.#options.sink.data(data, end);
    if (addedAt >= 0) this.#trailersFrom(addedAt + 1);
  }

  /** Whether the data goes on to the next filter. */
  #afterData(entry: PassEntry, status: number, data: ByteBuffer): boolean {
    if (status === CONTINUE) {
      if (entry.iteration !== "stop") return true;
      this.#keep(data);
      if (!this.aborted) this.continueFrom(entry);
      return false;
    }
    entry.iteration = "stop";
    if (status !== STOP_NO_BUFFER) {
      this.#streaming = status === STOP_AND_WATERMARK;
      this.#keep(data);
    } else if (entry.endOfStream) {
      // So that a later continue ends the stream by an empty part.
      this.buffered ??= new ByteBuffer();
    }
    return false;
  }

  #trailersFrom(start: number): void {
    const trailers = this.trailers!;
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
    this.#options.sink.trailers(trailers);
  }

  /** Calls a filter; undefined if the pass ended with it. */
  #call(run: () => number): number | undefined {
    this.depth++;
    let status;
    try {
      status = run();
    } finally {
      this.depth--;
    }
    return this.#options.afterCall() || this.aborted ? undefined : status;
  }

  #keep(data: ByteBuffer): void {
    if (this.buffered === data) return;
    this.buffered ??= new ByteBuffer();
    this.buffered.moveFrom(data);
    const { bufferLimit = DEFAULT_BUFFER_LIMIT } = this.#options;
    if (this.buffered.length > bufferLimit) {
      this.#options.onTooLarge(this.#streaming);
    }
  }
}

function iterationOf(status: number): Iteration {
  if (status === STOP_ALL_AND_BUFFER) return "stopAll";
  return status === STOP_ALL_AND_WATERMARK ? "stopAllWatermark" : "stop";
}
