import {
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
} from "node:http";
import { request as httpsRequest } from "node:https";
import type { Duplex } from "node:stream";
import type { ServiceAddress } from "../base/service-address.ts";
import { upstreamProperties } from "./socket-properties.ts";
import {
  headersOf,
  isOfConnection,
  pairsOf,
  type Answers,
  type BreakReason,
  type OutgoingHead,
  type Sending,
  type Upstream,
} from "./upstream.ts";

/** More than Envoy accepts as an answer's headers. */
const MAX_HEADER_SIZE = 1024 * 1024;

/** Methods whose requests have no content-length if they have no body. */
const BODILESS = ["GET", "HEAD", "DELETE", "TRACE", "CONNECT"];

/** Called when a request cannot be sent, a server reached, or its answer read. */
export type OnBreak = (phase: Phase, error: Error) => void;

/** How far an exchange with a server has got. */
export type Phase = "send" | "reach" | "answer";

/**
 * An upstream that speaks HTTP/1.1, over TLS if its address says so.
 *
 *     http1Upstream({ host: "127.0.0.1", port: 8080 }, undefined, onBreak);
 */
export function http1Upstream(
  { host, port, tls }: ServiceAddress,
  ca: string | undefined,
  onBreak: OnBreak,
): Upstream {
  return (head, answers) => {
    const make = tls ? httpsRequest : httpRequest;
    const outgoing = make({
      ...{ host, port, ca, agent: false, setHost: false },
      maxHeaderSize: MAX_HEADER_SIZE,
    });
    return send(outgoing, head, untilEnd(answers), onBreak);
  };
}

interface AnswersUntilEnd extends Answers {
  readonly isOver: boolean;
  stop(): void;
}

/**
 * Passes on what a server answers until it ends, and nothing after that.
 *
 *     const told = untilEnd(answers);
 */
export function untilEnd(answers: Answers): AnswersUntilEnd {
  let isOver = false;
  const last = (tell: () => void) => {
    if (isOver) return;
    isOver = true;
    tell();
  };
  return {
    get isOver() {
      return isOver;
    },
    stop: () => void (isOver = true),
    head(head) {
      if (isOver) return;
      isOver = head.isWhole;
      answers.head(head);
    },
    data: (part) => isOver || answers.data(part),
    end: (trailers) => last(() => answers.end(trailers)),
    breakOff: (reason) => last(() => answers.breakOff(reason)),
    drain: () => isOver || answers.drain(),
    connected: (properties) => isOver || answers.connected(properties),
  };
}

function send(
  outgoing: ClientRequest,
  head: OutgoingHead,
  told: AnswersUntilEnd,
  onBreak: OnBreak,
): Sending {
  let phase: Phase = "reach";
  const start = performance.now();
  let source: IncomingMessage | Duplex | undefined;
  let target: ClientRequest | Duplex = outgoing;
  const broken = (error: Error) => {
    // For Node, anything after a whole answer is an error.
    if (source && "complete" in source && source.complete) return;
    if (!told.isOver) onBreak(phase, error);
    told.breakOff(reasonOf(phase, error));
  };
  outgoing.on("socket", (socket) => {
    const event = "encrypted" in socket ? "secureConnect" : "connect";
    socket.once(event, () => {
      phase = "answer";
      const milliseconds = performance.now() - start;
      told.connected(upstreamProperties(socket, milliseconds));
    });
  });
  outgoing.on("error", broken);
  outgoing.on("drain", () => told.drain());
  outgoing.on("response", (incoming) => {
    source = incoming;
    listen(incoming, head, told, broken);
  });
  outgoing.on("upgrade", (incoming, socket, first) => {
    source = target = socket;
    listenUpgraded(incoming, socket, first, told, broken);
  });
  try {
    write(outgoing, head);
  } catch (error) {
    phase = "send";
    outgoing.destroy(error as Error);
  }
  return {
    write: (part) => target.destroyed || target.write(part),
    end(trailers) {
      if (target === outgoing && trailers && outgoing.chunkedEncoding) {
        outgoing.addTrailers([...trailers]);
      }
      if (!target.destroyed) target.end();
    },
    pause: () => void source?.pause(),
    resume: () => void source?.resume(),
    cancel() {
      told.stop();
      target.destroy();
    },
  };
}

/** Sends the head; throws if Node cannot send it. */
function write(outgoing: ClientRequest, head: OutgoingHead): void {
  const { method, path, headers, upgrade, isWhole } = head;
  if (hasControl(method) || hasControl(path)) {
    throw new Error("its path or method has a control character");
  }
  // Node's own check refuses a space, which Envoy sends as it is.
  Object.assign(outgoing, { method, path });
  const values = new Map<string, string[]>([["host", [head.authority]]]);
  for (const [name, value] of headers) {
    if (isOfConnection(name)) continue;
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  if (upgrade !== undefined) {
    values.set("connection", ["upgrade"]).set("upgrade", [upgrade]);
  } else if (!values.has("content-length")) {
    if (!isWhole) values.set("transfer-encoding", ["chunked"]);
    else if (!BODILESS.includes(method)) values.set("content-length", ["0"]);
  }
  for (const [name, all] of values) {
    outgoing.setHeader(name, all.length > 1 ? all : (all[0] ?? ""));
  }
  if (!isWhole) outgoing.flushHeaders();
}

function hasControl(text: string): boolean {
  return [...text].some((each) => each < " " || each === "\x7f");
}

function listen(
  incoming: IncomingMessage,
  { method }: OutgoingHead,
  told: AnswersUntilEnd,
  broken: (error: Error) => void,
): void {
  const { statusCode: status = 200 } = incoming;
  const isWhole =
    method === "HEAD" ||
    status === 204 ||
    status === 304 ||
    incoming.headers["content-length"] === "0";
  // Envoy's filters see the headers of the connection as well.
  told.head({ status, headers: pairsOf(incoming.rawHeaders), isWhole });
  incoming.on("data", (part: Buffer) => told.data(part));
  incoming.on("end", () => {
    const trailers = pairsOf(incoming.rawTrailers);
    told.end(trailers.length > 0 ? trailers : null);
  });
  incoming.on("error", broken);
}

function listenUpgraded(
  incoming: IncomingMessage,
  socket: Duplex,
  first: Buffer,
  told: AnswersUntilEnd,
  broken: (error: Error) => void,
): void {
  const headers = headersOf(incoming);
  told.head({ status: incoming.statusCode ?? 101, headers, isWhole: false });
  if (first.length > 0) told.data(first);
  socket.on("data", (part: Buffer) => told.data(part));
  socket.on("end", () => told.end(null));
  socket.on("error", broken);
  socket.on("drain", () => told.drain());
}

function reasonOf(phase: Phase, error: Error): BreakReason {
  if (phase === "reach") return "remote connection failure";
  const { code = "" } = error as NodeJS.ErrnoException;
  const isProtocol = phase === "send" || code.startsWith("HPE_");
  return isProtocol ? "protocol error" : "connection termination";
}
