import {
  proxy_grpc_call,
  proxy_grpc_cancel,
  proxy_grpc_close,
  proxy_grpc_send,
  proxy_grpc_stream,
  proxy_http_call,
} from "proxy-wasm-as/assembly/abi/env";
import { bytesOf } from "./hex";
import { argument, at, OUT } from "./out";
import { pairsOf } from "./pairs";

/**
 * `grpc-call CLUSTER METHOD TIMEOUT METADATA MESSAGE`, `grpc-stream CLUSTER METHOD
 * METADATA`, `grpc-send TOKEN MESSAGE END`, `grpc-close TOKEN`, `grpc-cancel TOKEN`
 */
export function callGrpc(words: string[]): string {
  const verb = words[0];
  const token = <i32>parseInt(argument(words, 1));
  if (verb == "grpc-close") return proxy_grpc_close(token).toString();
  if (verb == "grpc-cancel") return proxy_grpc_cancel(token).toString();
  if (verb == "grpc-send") {
    const message = bytesOf(argument(words, 2));
    const end = words.length > 3 ? 1 : 0;
    return proxy_grpc_send(
      token,
      at(message),
      message.byteLength,
      end,
    ).toString();
  }
  const isStream = verb == "grpc-stream";
  const cluster = bytesOf(argument(words, 1));
  const service = bytesOf("test.Calls");
  const method = bytesOf(argument(words, 2));
  const metadata = pairsOf(argument(words, isStream ? 3 : 4));
  const message = bytesOf(argument(words, 5));
  const status = isStream
    ? proxy_grpc_stream(
        at(cluster),
        cluster.byteLength,
        at(service),
        service.byteLength,
        at(method),
        method.byteLength,
        at(metadata),
        metadata.byteLength,
        OUT,
      )
    : proxy_grpc_call(
        at(cluster),
        cluster.byteLength,
        at(service),
        service.byteLength,
        at(method),
        method.byteLength,
        at(metadata),
        metadata.byteLength,
        at(message),
        message.byteLength,
        <i32>parseInt(argument(words, 3)),
        OUT,
      );
  return status.toString() + " token " + load<u32>(OUT).toString();
}

/** `http CLUSTER TIMEOUT HEADERS BODY TRAILERS` */
export function callHttp(words: string[]): string {
  const cluster = bytesOf(argument(words, 1));
  const headers = pairsOf(argument(words, 3));
  const body = bytesOf(argument(words, 4));
  const trailers = pairsOf(argument(words, 5));
  const status = proxy_http_call(
    at(cluster),
    cluster.byteLength,
    at(headers),
    headers.byteLength,
    at(body),
    body.byteLength,
    at(trailers),
    trailers.byteLength,
    <i32>parseInt(argument(words, 2)),
    OUT,
  );
  return status.toString() + " token " + load<u32>(OUT).toString();
}
