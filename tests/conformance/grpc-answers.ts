import type { GrpcMethod } from "../envoy/grpc-server.ts";

/** What the cluster `grpc` answers, by path. */
export const GRPC_METHODS: Record<string, GrpcMethod> = {
  "/test.Calls/Say": {
    onMessage(call, message) {
      call.start({ "x-initial": "1" });
      call.send(`re ${message}`);
      call.end(0, "fine", { "x-trailing": "2" });
    },
  },
  "/test.Calls/Late": {},
  "/test.Calls/Deny": { onMessage: (call) => call.end(7, "not you: é") },
  "/test.Calls/Bare": { onMessage: (call) => call.end(12) },
  "/test.Calls/Talk": {
    onStart: (call) => call.start({ "x-initial": "1" }),
    onMessage: (call, message) => call.send(`re ${message}`),
    onEnd: (call) => call.end(5, "none é", { "x-trailing": "2" }),
  },
  "/test.Calls/Ends": { onMessage: (call) => call.end(0, "over") },
  "/test.Calls/Reset": { onMessage: (call) => call.reset(REFUSED_STREAM) },
};

/** An HTTP/2 error code. */
const REFUSED_STREAM = 7;
