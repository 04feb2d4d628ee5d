import type { HttpStream } from "../http/http-stream.ts";
import type { Message } from "../message/message.ts";
import type { Controls } from "./bridge/bridge.ts";
import type { STREAM } from "./bridge-functions.ts";
import { streamsOf } from "./plugin-controls.ts";

/**
 * Lets a spec drive a stream part by part, and see what comes out at its ends.
 *
 *     streamControls().openStream({ opener: plugin });
 */
export function streamControls(): Controls<typeof STREAM> {
  return {
    openStream: ({ opener }) => streamsOf(opener).httpStream(),
    sendHeaders({ stream, side, headers, endOfStream }) {
      const options = { endOfStream };
      if (side === "request") stream.requestHeaders(headers, options);
      else stream.responseHeaders(headers, options);
    },
    sendBody({ stream, side, data, endOfStream }) {
      const options = { endOfStream };
      if (side === "request") stream.requestBody(data, options);
      else stream.responseBody(data, options);
    },
    sendTrailers({ stream, side, trailers }) {
      if (side === "request") stream.requestTrailers(trailers);
      else stream.responseTrailers(trailers);
    },
    resetStream: ({ stream }) => stream.reset(),
    streamOutcome: ({ stream }) => stream.outcome,
    streamDetails: ({ stream }) => stream.details,
    hasArrived: ({ stream, side }) => message(stream, side) !== null,
    hasEnded: ({ stream, side }) => message(stream, side)?.endOfStream ?? false,
    readHeaders: ({ stream, side }) => message(stream, side)?.headers ?? [],
    readBody: ({ stream, side }) =>
      message(stream, side)?.body ?? new Uint8Array(0),
    readTrailers: ({ stream, side }) => message(stream, side)?.trailers ?? [],
  };
}

function message(
  stream: HttpStream,
  side: "request" | "response",
): Message | null {
  return side === "request" ? stream.upstream : stream.response;
}
