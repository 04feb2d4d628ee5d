import type { Scenario } from "../scenario/scenario.ts";

const READ =
  "args; status; pairs-map 4; pairs-map 5; get-map 4 x-initial; get-map 5 x-trailing; size-map 4; add-map 4 a b; size-map 5; status-buffer 5; get-buffer 5 0 99";

const RESUME = "effective held; continue 0";

const SHORT_MESSAGE_BEFORE = {
  envoy: "1.38",
  before: "the message also says why connecting failed",
};

/** A request that waits for a call or a stream and logs all its callbacks. */
function waiting(name: string, commands: string, last = "close"): Scenario {
  const phases = ["initial", "message", "trailing", "close"];
  const lines = phases.map(
    (each) => `grpc-${each}: ${READ}${each === last ? `; ${RESUME}` : ""}`,
  );
  // A call has one of these callbacks, a stream has all.
  const others = phases.filter((each) => each !== last);
  const isCall = commands.startsWith("grpc-call ");
  return {
    name,
    never: isCall ? others.map((each) => `grpc-${each}`) : [],
    script: [`request-headers: ${commands}; return 1`, ...lines].join("\n"),
  };
}

/** A request that calls host functions and is answered at once. */
function asking(name: string, commands: string): Scenario {
  return { name, script: `request-headers: ${commands}; local 200 ok` };
}

/** gRPC calls and streams of filters, and all the ways in which they end. */
export const GRPC_CALLS: Scenario[] = [
  waiting(
    "a gRPC call is answered with only a message",
    "grpc-call grpc Say 1000 x-m=1 hello",
    "message",
  ),
  waiting(
    "a gRPC call with an empty message is answered with an empty one",
    "grpc-call grpc Say 1000",
    "message",
  ),
  waiting(
    "a gRPC call that times out is closed by the proxy",
    "grpc-call grpc Late 60",
  ),
  waiting(
    "a gRPC call is closed with the server's status and its encoded message",
    "grpc-call grpc Deny 1000",
  ),
  waiting(
    "a gRPC call is closed with a status without a message",
    "grpc-call grpc Bare 1000",
  ),
  waiting(
    "a gRPC call that is reset is closed as unavailable",
    "grpc-call grpc Reset 1000",
  ),
  {
    ...waiting(
      "a gRPC call to a closed port is closed as unavailable",
      "grpc-call closed-grpc Say 1000",
    ),
    since: SHORT_MESSAGE_BEFORE,
  },
  {
    name: "the message of a gRPC call may be changed in its callback",
    script: [
      "request-headers: grpc-call grpc Say 1000 x-m=1 hello; return 1",
      `grpc-message: set-buffer 5 0 2 RE; get-buffer 5 0 99; ${RESUME}`,
      "response-headers: status-buffer 5; get-buffer 5 0 9; set-buffer 5 0 1 X; pairs-map 4; get-map 5 a",
    ].join("\n"),
  },
  asking(
    "gRPC to unknown clusters is refused, and takes no token",
    "grpc-call unknown Say 1000; grpc-stream unknown Talk; grpc-call 0xff Say 1000; grpc-call grpc Late 1000; grpc-stream grpc Late; grpc-cancel 5; grpc-cancel 6",
  ),
  asking(
    "gRPC to an encoded service with an unknown cluster fails, but takes a token",
    "grpc-call 0x0a030a0178 Say 1000; grpc-stream 0x0a030a0178 Say; grpc-call 0x0a060a0467727063 Late 1000; grpc-stream 0x0a060a0467727063 Late; grpc-cancel 9; grpc-cancel 10",
  ),
  asking(
    "gRPC functions refuse tokens of the wrong kind, and do not find unknown ones",
    "grpc-call grpc Late 1000; grpc-send 6 x; grpc-send 5 x; grpc-send 10 x; grpc-send 4 x; grpc-send 3 x; grpc-close 4; grpc-close 3; grpc-close 9; grpc-close 10; grpc-cancel 4; grpc-cancel 3; grpc-cancel 9; grpc-cancel 10; grpc-cancel 5",
  ),
  asking(
    "a cancelled gRPC call or stream is no longer found",
    "grpc-call grpc Say 1000; grpc-cancel 5; grpc-cancel 5; grpc-call grpc Say 1000; grpc-close 9; grpc-close 9; grpc-stream grpc Talk; grpc-cancel 6; grpc-cancel 6; grpc-send 6 x; grpc-close 6",
  ),
  waiting(
    "a gRPC stream returns metadata, messages, trailers and a status, in this order",
    "grpc-stream grpc Talk x-m=1; grpc-send 6 one; grpc-send 6 two end; grpc-send 6 three",
  ),
  waiting(
    "a gRPC stream that the filter closes is closed by the server",
    "grpc-stream grpc Talk; grpc-send 6 one; grpc-close 6; grpc-close 6",
  ),
  {
    ...waiting(
      "a gRPC stream that is reset is closed as unavailable, after trailers",
      "grpc-stream grpc Reset; grpc-send 6 one",
    ),
    never: ["grpc-message"],
  },
  {
    ...waiting(
      "a gRPC stream to a closed port is closed as unavailable, after trailers",
      "grpc-stream closed-grpc Talk",
    ),
    never: ["grpc-message"],
    since: SHORT_MESSAGE_BEFORE,
  },
  {
    name: "a gRPC stream that the server has closed exists until the filter closes it",
    script: [
      "request-headers: grpc-stream grpc Ends; grpc-send 6 one; return 1",
      `grpc-close: args; grpc-send 6 late; ${RESUME}`,
      "response-headers: grpc-send 6 later; grpc-close 6; grpc-close 6; grpc-cancel 6",
    ].join("\n"),
  },
  {
    name: "a gRPC stream that both sides have closed is no longer found",
    script: [
      "request-headers: grpc-stream grpc Talk; grpc-close 6; return 1",
      `grpc-close: args; ${RESUME}`,
      "response-headers: grpc-send 6 x; grpc-close 6; grpc-cancel 6",
    ].join("\n"),
  },
  {
    name: "the tokens of calls count up, separately for each kind",
    script:
      "request-headers: grpc-call grpc Late 60000; grpc-stream grpc Late; grpc-call grpc Late 60000; grpc-stream grpc Late; grpc-cancel 5; grpc-cancel 6; grpc-cancel 9; grpc-cancel 10",
  },
];
