import type { Header } from "../../abi/pairs.ts";
import { wrongOrder } from "../../base/host-error.ts";
import { HeaderMap, type Headers } from "../../message/header-map.ts";
import {
  brokenOff,
  sentFailure,
  type GrpcFailure,
  type GrpcRequest,
} from "./grpc-request.ts";

/** What a filter is called back with. */
export interface GrpcStreamEvents {
  initialMetadata(headers: HeaderMap): void;
  message(bytes: Buffer): void;
  trailingMetadata(trailers: HeaderMap): void;
  close(end: GrpcFailure): void;
}

/**
 * A gRPC stream of a filter, seen from the server.
 *
 *     const [stream] = host.grpcStreams;
 *     stream.messages; // what the filter has sent so far
 *     stream.sendMessage("hello");
 *     stream.close(0);
 */
export class ServedGrpcStream {
  readonly cluster: string;
  /** With its package, for example `example.Greeter`. */
  readonly service: string;
  readonly method: string;
  readonly initialMetadata: readonly Header[];
  /** What the filter has sent so far. */
  readonly messages: Buffer[] = [];
  /** Whether the filter has ended its side. */
  hasEnded = false;
  #hasBegun = false;
  #events: GrpcStreamEvents | null;

  constructor(request: GrpcRequest, events: GrpcStreamEvents) {
    this.cluster = request.cluster;
    this.service = request.service;
    this.method = request.method;
    this.initialMetadata = request.initialMetadata;
    this.#events = events;
  }

  /** Whether neither the server has closed it nor the filter cancelled it. */
  get isPending(): boolean {
    return this.#events !== null;
  }

  /** Sends initial metadata. `sendMessage` and `close` do so where nobody has. */
  sendInitialMetadata(metadata: Headers = []): void {
    const events = this.#expectOpen();
    if (this.#hasBegun) throw wrongOrder("initial metadata twice");
    this.#hasBegun = true;
    const headers = started();
    const given = new HeaderMap("response", metadata);
    for (const [name, value] of given.entries) headers.add(name, value);
    headers.set("x-envoy-upstream-service-time", "0");
    events.initialMetadata(headers);
  }

  /** Sends a message; text as UTF-8. */
  sendMessage(message: string | Uint8Array): void {
    if (!this.#hasBegun) this.sendInitialMetadata();
    this.#expectOpen().message(Buffer.from(message));
  }

  /**
   * Ends the stream with a status. The message stands as in `grpc-message`: Envoy
   * does not decode it.
   */
  close(status: number, message = "", trailing: Headers = []): void {
    if (!this.#hasBegun) this.sendInitialMetadata();
    const trailers = new HeaderMap("trailers", [
      ["grpc-status", String(status)],
      ["grpc-message", message],
    ]);
    const given = new HeaderMap("trailers", trailing);
    for (const [name, value] of given.entries) trailers.add(name, value);
    this.#end(trailers, sentFailure(status, message));
  }

  /**
   * Breaks the connection off before the server has sent anything. The reason is one
   * of Envoy's, for example `remote connection failure`; what follows a `|` appears
   * in the details only.
   */
  breakOff(reason = "connection termination"): void {
    const events = this.#expectOpen();
    if (this.#hasBegun)
      throw wrongOrder("a broken connection after initial metadata");
    const { text, code, message } = brokenOff(reason);
    const trailers = started();
    trailers.add("grpc-status", String(code));
    trailers.add("grpc-message", text);
    events.initialMetadata(new HeaderMap("response", []));
    this.#end(trailers, { code, message });
  }

  /** Cancels it without calling anything. */
  cancel(): void {
    this.#events = null;
  }

  // A callback may cancel the stream: then nothing more is called.
  #end(trailers: HeaderMap, end: GrpcFailure): void {
    this.#events?.trailingMetadata(trailers);
    const events = this.#events;
    this.#events = null;
    events?.close(end);
  }

  #expectOpen(): GrpcStreamEvents {
    if (this.#events !== null) return this.#events;
    throw wrongOrder("more of a stream that has ended");
  }
}

function started(): HeaderMap {
  return new HeaderMap("response", [
    [":status", "200"],
    ["content-type", "application/grpc"],
  ]);
}
