import type { Header } from "../../abi/pairs.ts";
import { wrongOrder } from "../../base/host-error.ts";
import {
  brokenOff,
  sentFailure,
  type GrpcFailure,
  type GrpcRequest,
} from "./grpc-request.ts";

/** A gRPC request with one message. */
export interface GrpcCallRequest extends GrpcRequest {
  message: Buffer;
  /** Milliseconds; 0 is never. */
  timeout: number;
}

/** Called when a call ends, with a message or a status. */
export type GrpcCallEnd = (end: Buffer | GrpcFailure) => void;

const UNAVAILABLE = 14;

/**
 * A gRPC call of a filter, with one message each way, that waits for its answer. It
 * ends through `respond`, `fail` or `breakOff`, or when `ProxyHost.advance` passes
 * its timeout.
 *
 *     const [call] = host.grpcCalls;
 *     call.method; // "Check"
 *     call.respond(Buffer.from("welcome"));
 */
export class PendingGrpcCall {
  readonly cluster: string;
  /** With its package, for example `example.Greeter`. */
  readonly service: string;
  readonly method: string;
  readonly initialMetadata: readonly Header[];
  readonly message: Buffer;
  /** Milliseconds; 0 is never. */
  readonly timeout: number;
  #end: GrpcCallEnd | null;

  constructor(request: GrpcCallRequest, end: GrpcCallEnd) {
    this.cluster = request.cluster;
    this.service = request.service;
    this.method = request.method;
    this.initialMetadata = request.initialMetadata;
    this.message = request.message;
    this.timeout = request.timeout;
    this.#end = end;
  }

  /** Whether it has neither ended nor been cancelled. */
  get isPending(): boolean {
    return this.#end !== null;
  }

  /** Answers with a message; text as UTF-8. */
  respond(message: string | Uint8Array): void {
    this.#finish(Buffer.from(message));
  }

  /**
   * Answers with a status. The message stands as in `grpc-message`: Envoy does not
   * decode it.
   */
  fail(status: number, message = ""): void {
    this.#finish(sentFailure(status, message));
  }

  /**
   * Breaks the connection off. The reason is one of Envoy's, for example `remote
   * connection failure`; what follows a `|` appears in the details only.
   */
  breakOff(reason = "connection termination"): void {
    const { code, message } = brokenOff(reason);
    this.#finish({ code, message });
  }

  /** Called by the dispatcher when its timeout has passed. */
  expire(): void {
    const message = "upstream request timeout{response_timeout}";
    this.#finish({ code: UNAVAILABLE, message });
  }

  /** Cancels it without calling anything. */
  cancel(): void {
    this.#end = null;
  }

  #finish(end: Buffer | GrpcFailure): void {
    const tell = this.#end;
    if (tell === null) throw wrongOrder("an answer to a call that has ended");
    this.#end = null;
    tell(end);
  }
}
