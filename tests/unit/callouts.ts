/**
 * Host functions for calls to other services, in the place of the emulator's: each
 * is recorded as text. The spec itself calls the module's exports with answers.
 *
 * They run within a call of the SDK, so nothing here allocates an object.
 */
import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { replace } from "proxy-wasm-as/testing/spec-host";
import { Text } from "./text";
import { hostState, reset as resetHost } from "./test-host";

const HTTP: u32 = 0;
const UNARY: u32 = 1;
const STREAM: u32 = 2;

const text = new Text();
/** The tokens of gRPC calls and streams that are open, by their numbers. */
const open = new StaticArray<bool>(1 << 16);
let last: u32 = 0;

/** Brings the host back to its start, without a call. */
export function reset(): void {
  resetHost();
  text.clear();
  memory.fill(changetype<usize>(open), 0, open.length);
  last = 0;
  const host = hostState().host.id;
  replace(host, "proxy_http_call", httpCall.index);
  replace(host, "proxy_grpc_call", grpcCall.index);
  replace(host, "proxy_grpc_stream", grpcStream.index);
  replace(host, "proxy_grpc_send", grpcSend.index);
  replace(host, "proxy_grpc_close", grpcClose.index);
  replace(host, "proxy_grpc_cancel", grpcCancel.index);
}

/** Returns, and forgets, what was asked of the host, a line or two for each call. */
export function readCallouts(): string {
  const calls = text.toString();
  text.clear();
  return calls;
}

/** Returns the token of the last call, which was of a kind: 0 HTTP, 1 unary, 2 stream. */
export function lastToken(kind: u32): u32 {
  return (last << 2) | kind;
}

/** As in Envoy the lowest two bits tell the kind. */
function accept(kind: u32, outToken: usize): i32 {
  const token = (++last << 2) | kind;
  if (kind != HTTP) open[last & 0xffff] = true;
  store<u32>(outToken, token);
  return Status.Ok;
}

function isOpen(token: u32): bool {
  return open[(token >> 2) & 0xffff];
}

function httpCall(
  cluster: usize,
  clusterSize: usize,
  headers: usize,
  headersSize: usize,
  body: usize,
  bodySize: usize,
  trailers: usize,
  trailersSize: usize,
  timeout: i32,
  outToken: usize,
): i32 {
  if (timeout < 0) return Status.BadArgument;
  if (endsWith(cluster, clusterSize, "unknown")) return Status.BadArgument;
  text.line("http ").bytes(cluster, clusterSize).add(" ");
  text.pairs(headers, headersSize).add(" ").bytes(body, bodySize);
  text.line("").pairs(trailers, trailersSize).add(" ").number(timeout);
  return accept(HTTP, outToken);
}

function grpcCall(
  target: usize,
  targetSize: usize,
  service: usize,
  serviceSize: usize,
  method: usize,
  methodSize: usize,
  metadata: usize,
  metadataSize: usize,
  content: usize,
  contentSize: usize,
  timeout: i32,
  outToken: usize,
): i32 {
  if (endsWith(target, targetSize, "unknown")) return Status.InternalFailure;
  text.line("grpc ").hex(target, targetSize).add(" ");
  text.bytes(service, serviceSize).add(" ").bytes(method, methodSize);
  text.line("").pairs(metadata, metadataSize).add(" ");
  text.bytes(content, contentSize).add(" ").number(timeout);
  return accept(UNARY, outToken);
}

function grpcStream(
  target: usize,
  targetSize: usize,
  service: usize,
  serviceSize: usize,
  method: usize,
  methodSize: usize,
  metadata: usize,
  metadataSize: usize,
  outToken: usize,
): i32 {
  if (endsWith(target, targetSize, "unknown")) return Status.InternalFailure;
  text.line("stream ").hex(target, targetSize).add(" ");
  text.bytes(service, serviceSize).add(" ").bytes(method, methodSize);
  text.line("").pairs(metadata, metadataSize);
  return accept(STREAM, outToken);
}

function grpcSend(token: u32, content: usize, size: usize, end: u32): i32 {
  if (!isOpen(token)) return Status.NotFound;
  text.line("send ").number(token).add(" ");
  text.bytes(content, size).add(" ").number(end);
  return Status.Ok;
}

function grpcClose(token: u32): i32 {
  if (!isOpen(token)) return Status.NotFound;
  text.line("close ").number(token);
  return Status.Ok;
}

function grpcCancel(token: u32): i32 {
  if (!isOpen(token)) return Status.NotFound;
  open[(token >> 2) & 0xffff] = false;
  text.line("cancel ").number(token);
  return Status.Ok;
}

/** Tells whether bytes end with an ASCII text. */
function endsWith(at: usize, size: usize, end: string): bool {
  const length = <usize>end.length;
  if (size < length) return false;
  const from = at + size - length;
  for (let i: usize = 0; i < length; i++) {
    if (load<u8>(from + i) != <u8>end.charCodeAt(<i32>i)) return false;
  }
  return true;
}
