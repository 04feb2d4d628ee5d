import { undefinedInEnvoy } from "../base/host-error.ts";
import type { StreamState } from "./stream-state.ts";

/** Throws if Envoy would end a stream that is already over, unless the client left. */
export function expectEndable(stream: StreamState): void {
  const isOver = stream.outcome !== "open";
  if (isOver && !stream.clientHasLeft && stream.request.hasEnded) {
    throw undefinedInEnvoy(
      "The filter closed or answered a stream that was over, and Envoy crashes. " +
        "Do so once, and not while the stream is logged or deleted.",
    );
  }
  stream.clientHasLeft = false;
}

/** Throws if it is unclear what Envoy would do with a local reply. */
export function expectAnswerable(stream: StreamState): void {
  if (waitsForCallback(stream)) return;
  if (stream.outcome !== "open" && stream.delivered === null) {
    throw undefinedInEnvoy(
      "The filter answered a stream that was closed, and Envoy may send the " +
        "answer all the same, or its headers. Do one or the other.",
    );
  }
  expectEndable(stream);
}

/** Throws if Envoy would go on with a request that it has answered. */
export function expectUnanswered(stream: StreamState): void {
  if (!stream.answersItself) return;
  throw undefinedInEnvoy(
    "The filter answered a request and continued it, and Envoy sends it on, or " +
      "answers twice. Do one or the other.",
  );
}

/** Throws if Envoy would go on with the response of a stream that was closed. */
export function expectContinuable(stream: StreamState): void {
  if (stream.outcome !== "reset") return;
  throw undefinedInEnvoy(
    "The filter continued the response of a stream that was closed, and Envoy " +
      "sends it all the same, or crashes. Do one or the other.",
  );
}

/**
 * Whether a local reply waits until the request's callback has returned.
 *
 *     if (waitsForCallback(stream)) stream.preparedReply = reply;
 */
export function waitsForCallback({ request, response }: StreamState): boolean {
  return request.depth > 0 && response.headers === null;
}
