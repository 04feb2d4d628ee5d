import type { Header } from "../abi/pairs.ts";
import type { HttpStream } from "../http/http-stream.ts";
import type { Message } from "../message/message.ts";
import type { HostFunctions } from "../engine/vm.ts";
import { streamsOf } from "./plugin-controls.ts";
import type { Spec } from "./spec.ts";

const REQUEST = 0;
const HEADERS = 0;

/**
 * How a spec drives a stream part by part, and what it sees at its ends; declared
 * in `testing/spec-host.ts`.
 *
 *     streamControls(spec).openStream
 */
export function streamControls(spec: Spec): HostFunctions {
  return { ...senders(spec), ...readers(spec) };
}

function senders(spec: Spec): HostFunctions {
  const stream = (id: number) => spec.find<HttpStream>(id);
  return {
    openStream: (plugin: number) =>
      spec.keep(streamsOf(spec, plugin).httpStream()),
    sendHeaders(id: number, side: number, headers: number, end: number) {
      const pairs = spec.find<Header[]>(headers);
      const options = { endOfStream: end !== 0 };
      if (side === REQUEST) stream(id).requestHeaders(pairs, options);
      else stream(id).responseHeaders(pairs, options);
    },
    sendBody(id: number, side: number, data: number, end: number) {
      const options = { endOfStream: end !== 0 };
      if (side === REQUEST) stream(id).requestBody(spec.bytes(data), options);
      else stream(id).responseBody(spec.bytes(data), options);
    },
    sendTrailers(id: number, side: number, trailers: number) {
      const pairs = spec.find<Header[]>(trailers);
      if (side === REQUEST) stream(id).requestTrailers(pairs);
      else stream(id).responseTrailers(pairs);
    },
    resetStream: (id: number) => stream(id).reset(),
    streamOutcome: (id: number) => spec.newText(stream(id).outcome),
    streamDetails: (id: number) => spec.newText(stream(id).details),
  };
}

function readers(spec: Spec): HostFunctions {
  const message = (id: number, side: number): Message | null => {
    const stream = spec.find<HttpStream>(id);
    return side === REQUEST ? stream.upstream : stream.response;
  };
  return {
    hasArrived: (id: number, side: number) =>
      Number(message(id, side) !== null),
    hasEnded: (id: number, side: number) =>
      Number(message(id, side)?.endOfStream ?? false),
    readBody: (id: number, side: number) =>
      spec.newBytes(message(id, side)?.body ?? new Uint8Array(0)),
    messagePairs(id: number, side: number, part: number) {
      const found = message(id, side);
      const pairs = part === HEADERS ? found?.headers : found?.trailers;
      return spec.keep(pairs ?? []);
    },
  };
}
