import { proxy_grpc_call, proxy_grpc_cancel } from "../abi/env";
import { Status } from "../abi/enums";
import { outAddress, outU32 } from "../abi/memory";
import { addCallout, Callout, CalloutKind, Waiter } from "./callout";
import { GrpcCallResponse } from "./grpc-call-response";
import { GrpcRequest } from "./grpc-request";
import { utf8Bytes } from "./grpc-upstream";

const DEFAULT_TIMEOUT: u32 = 5_000;

export class GrpcCall {
  private readonly request: GrpcRequest;
  private body: Uint8Array | null = null;
  private milliseconds: u32 = DEFAULT_TIMEOUT;

  constructor(cluster: string, service: string, method: string) {
    this.request = new GrpcRequest(utf8Bytes(cluster), service, method);
  }

  metadata(name: string, value: string): GrpcCall {
    this.request.note(this.request.metadata.append(name, value));
    return this;
  }

  message(message: Uint8Array): GrpcCall {
    this.body = message;
    return this;
  }

  timeout(milliseconds: u32): GrpcCall {
    this.milliseconds = milliseconds;
    return this;
  }

  send<T extends Waiter>(
    context: T,
    onResponse: (self: T, response: GrpcCallResponse) => void,
  ): Status {
    return this.start(
      context.id,
      new PendingGrpcCall(null, changetype<usize>(onResponse)),
    );
  }

  dispatch<T extends Waiter>(context: T): Status {
    return this.start(context.id, new PendingGrpcCall(this, 0));
  }

  private start(owner: u32, pending: PendingGrpcCall): Status {
    const request = this.request;
    if (request.refusal != Status.Ok) return request.refusal;
    const upstream = request.upstream;
    const parts = request.encode();
    const body = this.body;
    const status: Status = proxy_grpc_call(
      upstream.dataStart,
      upstream.byteLength,
      parts.service,
      parts.serviceSize,
      parts.method,
      parts.methodSize,
      parts.metadata,
      parts.metadataSize,
      body == null ? 0 : body.dataStart,
      body == null ? 0 : body.byteLength,
      <i32>this.milliseconds,
      outAddress(),
    );
    if (status == Status.Ok) addCallout(pending, outU32(), owner);
    return status;
  }
}

/** A unary call that has no answer yet. */
export class PendingGrpcCall extends Callout {
  constructor(
    /** The call, where its answer goes to the context's own method. */
    readonly call: GrpcCall | null,
    /** The function that gets the answer, or 0. */
    readonly onResponse: usize,
  ) {
    super(CalloutKind.GrpcCall);
  }

  abandon(): void {
    proxy_grpc_cancel(this.token);
  }
}
