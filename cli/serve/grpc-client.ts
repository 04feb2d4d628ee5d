import { connect, constants, type OutgoingHttpHeaders } from "node:http2";
import type { ClientHttp2Stream } from "node:http2";
import type {
  PendingGrpcCall,
  ServedGrpcStream,
  Header,
} from "../../host/index.ts";
import type { ServiceAddress } from "../base/service-address.ts";
import {
  endOf,
  httpEnd,
  INTERNAL,
  metadataOf,
  type GrpcEnd,
  type GrpcMetadata,
} from "./grpc-end.ts";
import { frameMessage, messageReader } from "./grpc-messages.ts";
import { originOf } from "./http2-upstream.ts";
import { isOfConnection } from "./upstream.ts";

/** What a filter asks a server for. */
export type GrpcAsked = ServedGrpcStream | PendingGrpcCall;

/** Where a server is, and the certificates to trust. */
export type GrpcPlace = ServiceAddress & { ca?: string };

/** What comes from a server; `close` or `breakOff` is the last. */
export interface GrpcAnswers {
  initialMetadata(headers: Header[]): void;
  message(bytes: Buffer): void;
  close(end: GrpcEnd): void;
  /** The server has sent nothing, for a reason in Envoy's words. */
  breakOff(reason: string): void;
}

/** What goes to a server. */
export interface GrpcExchange {
  send(message: Uint8Array): void;
  /** Says that there are no more messages. */
  end(): void;
  cancel(): void;
}

/**
 * Asks a gRPC server by HTTP/2, over TLS where its address says so, on a connection of
 * its own, which keeps no process alive.
 *
 *     const exchange = askGrpc({ host: "::1", port: 50051 }, call, answers);
 *     exchange.send(call.message);
 *     exchange.end();
 */
export function askGrpc(
  place: GrpcPlace,
  asked: GrpcAsked,
  answers: GrpcAnswers,
): GrpcExchange {
  const { ca } = place;
  const session = connect(originOf(place), ca === undefined ? {} : { ca });
  session.unref();
  // The stream ends with it, and tells.
  session.on("error", () => undefined);
  const stream = session.request(requestHeaders(asked));
  let isOver = false;
  const cancel = () => {
    isOver = true;
    stream.close(constants.NGHTTP2_CANCEL);
    session.close();
  };
  const last =
    <T>(tell: (what: T) => void) =>
    (what: T) => {
      if (isOver) return;
      cancel();
      tell(what);
    };
  listen(stream, {
    initialMetadata: (headers) => isOver || answers.initialMetadata(headers),
    message: (bytes) => isOver || answers.message(bytes),
    close: last(answers.close),
    breakOff: last(answers.breakOff),
  });
  return {
    send: (message) => void stream.write(frameMessage(message)),
    end: () => void stream.end(),
    cancel,
  };
}

function requestHeaders(asked: GrpcAsked): OutgoingHttpHeaders {
  const own = {
    ":method": "POST",
    ":path": `/${asked.service}/${asked.method}`,
    ":authority": asked.cluster,
    te: "trailers",
    "content-type": "application/grpc",
    ...("timeout" in asked &&
      asked.timeout > 0 && { "grpc-timeout": `${asked.timeout}m` }),
  };
  const metadata: Record<string, string> = {};
  for (const [name, value] of asked.initialMetadata) {
    if (name.startsWith(":") || isOfConnection(name)) continue;
    const before = metadata[name];
    metadata[name] = before === undefined ? value : `${before},${value}`;
  }
  return { ...metadata, ...own };
}

function listen(stream: ClientHttp2Stream, answers: GrpcAnswers): void {
  const read = messageReader();
  let hasBegun = false;
  let trailers: GrpcMetadata | undefined;
  const fail = (status: number) =>
    answers.close({ status, message: "", trailing: [] });
  stream.on("response", (headers, flags) => {
    hasBegun = true;
    const isAll = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    const refusal = httpEnd(headers);
    if (isAll) trailers = headers;
    else if (refusal) answers.close(refusal);
    else answers.initialMetadata(metadataOf(headers));
  });
  stream.on("data", (chunk: Buffer) => {
    const messages = read(chunk);
    if (messages === null) fail(INTERNAL);
    else for (const each of messages) answers.message(each);
  });
  stream.on("trailers", (received: GrpcMetadata) => (trailers = received));
  stream.on("end", () => {
    if (trailers) answers.close(endOf(trailers));
    else stream.end();
  });
  stream.on("error", () => undefined);
  stream.on("close", () => {
    if (!hasBegun) answers.breakOff(whyBroken(stream));
    else if (stream.rstCode !== constants.NGHTTP2_NO_ERROR) fail(INTERNAL);
    else answers.close(endOf({}));
  });
}

/** Why a stream ended before it began, in Envoy's words. */
function whyBroken({ rstCode, pending }: ClientHttp2Stream): string {
  if (pending) return "remote connection failure";
  return rstCode === constants.NGHTTP2_REFUSED_STREAM
    ? "remote refused stream reset"
    : "remote reset";
}
