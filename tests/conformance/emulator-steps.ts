import type {
  Header,
  HttpStream,
  Message,
  Plugin,
  ProxyHost,
} from "../../host/index.ts";
import { answerCalls, answerHeld } from "./emulated-calls.ts";
import { comparable, comparableLine } from "./observe.ts";
import {
  lengthOf,
  WAKE_PATH,
  type ObservedMessage,
  type Step,
  type StepView,
} from "./scenario/step.ts";
import { framedStep, hasNoBody, pairsOf } from "./wire.ts";

/** The state of the connections after the steps so far. */
interface Wires {
  /** The remaining bytes of a message with a length. */
  left: { request: number; response: number };
  answered: boolean;
  /** Whether the upstream has sent everything or closed. */
  over: boolean;
  closed: boolean;
  /** Whether the client has closed. */
  hungUp: boolean;
}

/** Runs the steps of a scenario on the emulator. */
export function takeStepsOnEmulator(
  host: ProxyHost,
  plugins: readonly Plugin[],
  steps: readonly Step[],
  upgrades: readonly string[] = [],
): StepView[] {
  const stream = host.httpStream(plugins);
  const left = { request: -1, response: -1 };
  const wires: Wires = {
    left,
    answered: false,
    over: false,
    closed: false,
    hungUp: false,
  };
  const [first] = steps;
  const isHead = first.at === "request" && first.method === "HEAD";
  return steps.map((step) => {
    const from = host.logs.length;
    let answered: boolean | undefined;
    if (step.at === "wake") wake(host, plugins, step.number);
    else if (step.at === "answer") answered = answerHeld(host, step.path);
    else if (step.at === "client-close") {
      wires.hungUp = true;
      stream.reset();
    } else if (step.at.startsWith("request")) {
      takeRequest(host, stream, step, wires, upgrades);
    }
    // A peer that is not connected cannot send anything.
    else if (stream.upstream !== null) takeResponse(stream, step, wires);
    answerCalls(host, []);
    const lines = host.logs.slice(from);
    return {
      step,
      answered,
      logs: lines
        .map(({ level, text }) => comparableLine(`[${level}] ${text}`))
        // Envoy does not log which VM trapped.
        .filter((line) => line.includes("] wasm log ")),
      upstream: upstreamView(stream, wires),
      response: responseView(stream, isHead, wires),
    };
  });
}

function wake(
  host: ProxyHost,
  plugins: readonly Plugin[],
  number: number,
): void {
  const path = `${WAKE_PATH}${number}`;
  const headers = { connection: "close" };
  host.httpStream(plugins).request({ path, authority: "a", headers });
  host.advance(1);
}

/** Delivers a part; a message ends when its length is reached. */
function takeRequest(
  { sharedServices }: ProxyHost,
  stream: HttpStream,
  step: Step,
  { left }: Wires,
  upgrades: readonly string[],
): void {
  if (step.at === "request") {
    const headers = framedStep(step);
    left.request = lengthOf(headers) ?? -1;
    const endOfStream = step.end;
    stream.clientHeaders({ ...step, headers }, { endOfStream, upgrades });
  } else if (step.at === "request-data") {
    left.request -= step.data.length;
    // Envoy reads both together.
    sharedServices.dispatcher.run(() => {
      stream.requestBody(step.data);
      if (left.request === 0) stream.requestBody("", { endOfStream: true });
    });
  } else if (step.at === "request-end") {
    if (step.trailers !== undefined) stream.requestTrailers(step.trailers);
    else stream.requestBody("", { endOfStream: true });
  }
}

function takeResponse(stream: HttpStream, step: Step, wires: Wires): void {
  const { left } = wires;
  if (step.at === "upstream-close") {
    wires.closed = true;
    stream.upstreamReset();
  } else if (step.at === "response" && step.status === 101) {
    wires.answered = true;
    stream.upstreamHeaders(step);
  } else if (step.at === "response" && isInterim(step.status)) {
    stream.upstreamHeaders(step, { endOfStream: true });
  } else if (step.at === "response") {
    const headers = framedStep(step);
    left.response = lengthOf(headers) ?? -1;
    wires.answered = true;
    const wasListening = isListening(stream);
    const more = stream.upstreamHeaders(
      { ...step, headers },
      { endOfStream: step.end },
    );
    wires.over = wasListening && !more;
    wires.answered = !wires.over;
  } else if (wires.answered && step.at === "response-data") {
    stream.responseBody(step.data);
    left.response -= step.data.length;
    if (left.response !== 0) return;
    wires.over ||= isListening(stream);
    stream.responseBody("", { endOfStream: true });
  } else if (wires.answered && step.at === "response-end") {
    wires.over ||= isListening(stream);
    if (step.trailers !== undefined) stream.responseTrailers(step.trailers);
    else stream.responseBody("", { endOfStream: true });
  }
}

/** Whether a status is one before that of the response. */
function isInterim(status = 200): boolean {
  return status >= 100 && status < 200;
}

/** Whether anything still reads from the upstream. */
function isListening({ outcome, answersItself }: HttpStream): boolean {
  return outcome === "open" && !answersItself;
}

function upstreamView(
  stream: HttpStream,
  { over, closed }: Wires,
): ObservedMessage | null {
  const { upstream } = stream;
  if (upstream === null) return null;
  const host = upstream.header(":authority");
  const headers: Header[] = host === undefined ? [] : [["host", host]];
  const start = `${upstream.header(":method")} ${upstream.header(":path")}`;
  const isUpgrade = upstream.header("upgrade") !== undefined;
  const length = isUpgrade ? 0 : lengthOf(pairsOf(upstream.headers));
  // Nothing breaks off for an upstream that got all of a request and answered.
  const gotWholeRequest = over && upstream.endOfStream;
  const gone = closed || (!gotWholeRequest && (over || !isListening(stream)));
  return viewOf(upstream, start, headers, length, gone);
}

function responseView(
  { response, outcome }: HttpStream,
  isHead: boolean,
  { hungUp }: Wires,
): ObservedMessage | null {
  const broken = outcome === "reset" || hungUp;
  if (response === null) return broken ? RESET : null;
  const start = String(response.status);
  // Envoy writes neither a length nor chunks for a number that is not a status.
  const isBare = isHead || hasNoBody(start) || response.status < 100;
  const length = isBare ? 0 : lengthOf(pairsOf(response.headers));
  const closes =
    outcome === "complete" && response.header("connection") === "close";
  return viewOf(response, start, [], length, closes || broken);
}

/** A connection that ended without a response. */
export const RESET: ObservedMessage = {
  start: "",
  headers: [],
  body: "",
  trailers: [],
  state: "reset",
};

function viewOf(
  message: Message,
  start: string,
  first: Header[],
  length: number | null,
  gone: boolean,
): ObservedMessage {
  const body = message.body.toString("latin1");
  const complete =
    length === null ? message.endOfStream : body.length >= length;
  return {
    start,
    headers: comparable([...first, ...message.headers]),
    body,
    trailers: length === null ? comparable(message.trailers ?? []) : [],
    state: complete ? "complete" : gone ? "reset" : "open",
  };
}
