import type { CALL } from "./bridge-functions.ts";
import type { Controls } from "./bridge/bridge.ts";

/**
 * Lets a spec see the calls and streams that filters open, and end HTTP calls.
 *
 *     callControls().answerCall({ call, answer: { status: 401 } });
 */
export function callControls(): Controls<typeof CALL> {
  return {
    httpCalls: ({ host }) => host.host.httpCalls,
    grpcCalls: ({ host }) => host.host.grpcCalls,
    grpcStreams: ({ host }) => host.host.grpcStreams,
    callCluster: ({ call }) => call.cluster,
    callTimeout: ({ call }) => call.timeout,
    isCallPending: ({ call }) => call.isPending,
    callHeaders: ({ call }) => call.headers,
    callBody: ({ call }) => call.body,
    callTrailers: ({ call }) => call.trailers,
    beginAnswer: ({ call }) => call.beginResponse(),
    answerCall: ({ call, answer }) => call.respond(answer),
    failCall: ({ call, reason }) => call.fail(reason),
  };
}
