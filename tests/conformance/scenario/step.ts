import type { Headers } from "../../../host/index.ts";

/**
 * One thing that happens to a scenario's only stream. The next one happens when its
 * effects are over. A message with a `content-length` ends at that length; without one
 * it is chunked.
 */
export type Step =
  | {
      at: "request";
      method?: string;
      path?: string;
      /** The header `host`. */
      authority?: string;
      headers?: Headers;
      /** Whether the message has no body. */
      end?: boolean;
    }
  /** Only the first line of a request, without the rest of its head. */
  | { at: "request-line" }
  | { at: "request-data"; data: string }
  | { at: "response-data"; data: string }
  | { at: "request-end"; trailers?: Headers }
  | { at: "response-end"; trailers?: Headers }
  | { at: "response"; status?: number; headers?: Headers; end?: boolean }
  /** A tick runs the line `wake NUMBER` of a plugin's script. */
  | { at: "wake"; number: number }
  /** A call to a path that begins with `/held` is answered with it. */
  | { at: "answer"; path: string }
  /** The client, or the upstream, closes the connection. */
  | { at: "client-close" | "upstream-close" };

/** A message as far as its receiver has it. */
export interface ObservedMessage {
  /** The method and path, or the status. */
  start: string;
  headers: string[];
  body: string;
  trailers: string[];
  state: "open" | "complete" | "reset";
}

/** The state of the stream after a step. */
export interface StepView {
  step: Step;
  /** Whether the call was there that the step answers. */
  answered?: boolean;
  /** What the filters have logged since the previous step. */
  logs: string[];
  upstream: ObservedMessage | null;
  response: ObservedMessage | null;
}

/** How the paths begin of calls that wait for a step that answers them. */
export const HELD_PATH = "/held";

/** The path of the request with which a step wakes a plugin. */
export const WAKE_PATH = "/wake/";

/** The length that headers announce, or null if the message is chunked. */
export function lengthOf(headers: readonly [string, string][]): number | null {
  const found = headers.find(([name]) => name === "content-length");
  return found === undefined ? null : Number(found[1]);
}
