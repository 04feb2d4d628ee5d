import { wrongOrder } from "../base/host-error.ts";
import type { FilterPass, MessageSink } from "./filter-pass.ts";
import type { Message } from "../message/message.ts";

/** What a sink is for, and whom it tells. */
export interface SinkOptions {
  headers: MessageSink["headers"];
  /** Where the parts behind the headers go; null before there are headers. */
  message(): Message | null;
  /** Told before each part of the body. */
  before?(): void;
  /** Told after each part behind the headers. */
  after(end: boolean): unknown;
}

/**
 * The end of a pass, where a message is put together.
 *
 *     messageSink({ headers, message: () => this.upstream, after });
 */
export function messageSink(options: SinkOptions): MessageSink {
  return {
    headers: (headers, end) => options.headers(headers, end),
    data: (data, end) => {
      options.before?.();
      // What a filter adds and continues behind the end is for nobody.
      if (options.message()?.endOfStream) return;
      options.message()?.takeData(data, end);
      options.after(end);
    },
    trailers: (trailers) => {
      options.message()?.takeTrailers(trailers);
      options.after(true);
    },
  };
}

/**
 * Throws if a message has begun.
 *
 *     expectNew(pass, "request");
 */
export function expectNew(pass: FilterPass, name: string): void {
  if (pass.headers !== null) throw wrongOrder(`${name} headers twice`);
}

/**
 * Throws unless a message has begun and has not ended.
 *
 *     expectOpen(pass, "request");
 */
export function expectOpen(pass: FilterPass, name: string): void {
  if (pass.headers === null) throw wrongOrder(`a ${name}'s body first`);
  if (pass.ended) throw wrongOrder(`more of a ${name} that has ended`);
}
