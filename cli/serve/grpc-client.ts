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

/** A filter's call or stream to a server. */
export type GrpcRequest = ServedGrpcStream | PendingGrpcCall;

/** A server's address and the certificates to trust. */
export type GrpcAddress = ServiceAddress & { ca?: string };

/** Receives what comes from a server; `close` or `breakOff` is called last. */
export interface GrpcAnswers {
  initialMetadata(headers: Header[]): void;
  message(bytes: Buffer): void;
  close(end: GrpcEnd): void;
  /** The server has sent nothing; the reason is in Envoy's words. */
  breakOff(reason: string): void;
}

/** The sending side of a call or stream. */
export interface GrpcExchange {
  send(message: Uint8Array): void;
  /** There are no more messages. */
  end(): void;
  cancel(): void;
}

/**
 * Calls a gRPC server over HTTP/2, with TLS if its address says so, on its own
 * connection. The connection does not keep the process alive.
 *
 *     const exchange = callGrpc({ host: "::1", port: 50051 }, call, answers);
 *     exchange.send(call.message);
 *     exchange.end();
 */
export function callGrpc(
  address: GrpcAddress,
  request: GrpcRequest,
  answers: GrpcAnswers,
): GrpcExchange {
  const { ca } = address;
  const session = connect(originOf(address), ca === undefined ? {} : { ca });
  session.unref();
  // The stream ends with the session and reports it.
  session.on("error", () => undefined);
  const stream = session.request(requestHeaders(request));
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

function requestHeaders(request: GrpcRequest): OutgoingHttpHeaders {
  const own = {
    ":method": "POST",
    ":path": `/${request.service}/${request.method}`,
    ":authority": request.cluster,
    te: "trailers",
    "content-type": "application/grpc",
    ...("timeout" in request &&
      request.timeout > 0 && { "grpc-timeout": `${request.timeout}m` }),
  };
  const metadata: Record<string, string> = {};
  for (const [name, value] of request.initialMetadata) {
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
