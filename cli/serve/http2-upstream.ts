import {
  connect,
  constants,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from "node:http2";
import type { Header } from "../../host/index.ts";
import type { ServiceAddress } from "../base/service-address.ts";
import { upstreamProperties } from "./socket-properties.ts";
import { untilEnd, type OnBreak } from "./http1-upstream.ts";
import {
  isOfConnection,
  type Answers,
  type BreakReason,
  type OutgoingHead,
  type Sending,
  type Upstream,
} from "./upstream.ts";

/**
 * An upstream that speaks HTTP/2, over TLS if its address says so. Each request has its
 * own connection.
 *
 *     http2Upstream({ host: "::1", port: 8080, http2: true }, undefined, onBreak);
 */
export function http2Upstream(
  address: ServiceAddress,
  ca: string | undefined,
  onBreak: OnBreak,
): Upstream {
  return (head, answers) => {
    const told = untilEnd(answers);
    const session = sessionWith(address, ca, told);
    let failure = new Error("the stream was reset");
    session.on("error", (error: Error) => (failure = error));
    const stream = open(session, head, address);
    if (stream instanceof Error) {
      session.destroy();
      onBreak("send", stream);
      setImmediate(() => told.breakOff("protocol error"));
      return NOTHING;
    }
    let hasBegun = false;
    let sent: readonly Header[] | null = null;
    let received: readonly Header[] | null = null;
    stream.on("wantTrailers", () => {
      stream.sendTrailers(valuesOf(sent ?? []));
    });
    stream.on("response", (headers, flags) => {
      hasBegun = true;
      const isWhole = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
      const status = Number(headers[":status"]);
      told.head({ status, headers: pairsOfValues(headers), isWhole });
    });
    stream.on("data", (part: Buffer) => told.data(part));
    stream.on("trailers", (headers: IncomingHttpHeaders) => {
      received = pairsOfValues(headers);
    });
    // A stream that broke before it began ends, too.
    stream.on("end", () => hasBegun && told.end(received));
    stream.on("drain", () => told.drain());
    stream.on("error", (error: Error) => (failure = error));
    stream.on("close", () => {
      session.close();
      if (told.isOver) return;
      onBreak(stream.pending ? "reach" : "answer", failure);
      told.breakOff(reasonOf(stream.pending, failure));
    });
    return {
      write: (part) => stream.destroyed || stream.write(part),
      end(trailers) {
        sent = trailers;
        if (!stream.destroyed) stream.end();
      },
      pause: () => void stream.pause(),
      resume: () => void stream.resume(),
      cancel() {
        told.stop();
        stream.close(constants.NGHTTP2_CANCEL);
        session.destroy();
      },
    };
  };
}

const NOTHING: Sending = {
  write: () => true,
  end: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
  cancel: () => undefined,
};

/** A connection to a server, which says when it is made. */
function sessionWith(
  address: ServiceAddress,
  ca: string | undefined,
  told: Answers,
): ClientHttp2Session {
  const start = performance.now();
  const session = connect(originOf(address), ca === undefined ? {} : { ca });
  session.on("connect", (_, socket) => {
    told.connected(upstreamProperties(socket, performance.now() - start));
  });
  return session;
}

/** Sends the head, or returns why it cannot be sent. */
function open(
  session: ClientHttp2Session,
  head: OutgoingHead,
  address: ServiceAddress,
): ClientHttp2Stream | Error {
  try {
    return session.request(requestHeaders(head, address), {
      endStream: head.isWhole,
      waitForTrailers: true,
    });
  } catch (error) {
    return error as Error;
  }
}

function reasonOf(isPending: boolean, error: Error): BreakReason {
  if (isPending) return "remote connection failure";
  const { code = "" } = error as NodeJS.ErrnoException;
  return code === "ERR_HTTP2_ERROR"
    ? "protocol error"
    : "connection termination";
}

/**
 * The origin of an address, as in a URL.
 *
 *     originOf({ host: "::1", port: 80 }); // "http://[::1]:80"
 */
export function originOf({ host, port, tls }: ServiceAddress): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return `${tls ? "https" : "http"}://${name}:${port}`;
}

function requestHeaders(
  { method, path, authority, headers }: OutgoingHead,
  { tls }: ServiceAddress,
): OutgoingHttpHeaders {
  return {
    ...valuesOf(headers.filter(([name]) => !isOfConnection(name))),
    ":method": method,
    ":path": path,
    ":authority": authority,
    ":scheme": tls ? "https" : "http",
  };
}

function valuesOf(headers: readonly Header[]): OutgoingHttpHeaders {
  const values: Record<string, string[]> = {};
  for (const [name, value] of headers) (values[name] ??= []).push(value);
  return values;
}

function pairsOfValues(
  headers: Readonly<Record<string, string | string[] | number | undefined>>,
): Header[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(":") || value === undefined
      ? []
      : [value].flat().map((each): Header => [name, String(each)]),
  );
}
