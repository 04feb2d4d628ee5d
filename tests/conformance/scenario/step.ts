import type { Headers } from "../../../host/index.ts";

/**
 * One thing that happens to the only stream of a scenario; the next happens when
 * all that came of it is over. A message has the length of its `content-length`,
 * and ends with it; without one it is chunked.
 */
export type Step =
  | {
      at: "request";
      method?: string;
      path?: string;
      /** The header `host`. */
      authority?: string;
      headers?: Headers;
      /** There is no body; of a message with none. */
      end?: boolean;
    }
  /** The first line of a request, without the headers that make it one. */
  | { at: "request-line" }
  | { at: "request-data"; data: string }
  | { at: "response-data"; data: string }
  | { at: "request-end"; trailers?: Headers }
  | { at: "response-end"; trailers?: Headers }
  | { at: "response"; status?: number; headers?: Headers; end?: boolean }
  /** A tick runs the line `wake NUMBER` of a plugin's script. */
  | { at: "wake"; number: number }
  /** The client, or the upstream, closes the connection. */
  | { at: "client-close" | "upstream-close" };

/** A message as its receiver has it so far. */
export interface ObservedMessage {
  /** The method and path, or the status. */
  start: string;
  headers: string[];
  body: string;
  trailers: string[];
  state: "open" | "complete" | "reset";
}

/** What has become of the stream after a step. */
export interface StepView {
  step: Step;
  /** What the filters logged since the step before. */
  logs: string[];
  upstream: ObservedMessage | null;
  response: ObservedMessage | null;
}

/** The request in front of which a scenario's step wakes a plugin. */
export const WAKE_PATH = "/wake/";

/** The length that headers promise, or null where the message is chunked. */
export function lengthOf(headers: readonly [string, string][]): number | null {
  const found = headers.find(([name]) => name === "content-length");
  return found === undefined ? null : Number(found[1]);
}
