import {
  proxy_grpc_cancel,
  proxy_grpc_close,
  proxy_grpc_send,
  proxy_grpc_stream,
} from "../abi/env";
import { Status } from "../abi/enums";
import { GrpcStatus } from "../abi/grpc-status";
import { outAddress, outU32 } from "../abi/memory";
import {
  addCallout,
  Callout,
  CalloutKind,
  findCallout,
  removeCallout,
  Waiter,
} from "./callout";
import { CalloutBody } from "./callout-body";
import { GrpcRequest } from "./grpc-request";
import { utf8Bytes } from "./grpc-upstream";
import { HeaderMap } from "./header-map";

export class GrpcStream extends Callout {
  /** The functions that the stream calls, or 0 for the context's methods. */
  onMessageFunction: usize = 0;
  onCloseFunction: usize = 0;
  onInitialMetadataFunction: usize = 0;
  onTrailingMetadataFunction: usize = 0;
  private readonly request: GrpcRequest;

  constructor(cluster: string, service: string, method: string) {
    super(CalloutKind.GrpcStream);
    this.request = new GrpcRequest(utf8Bytes(cluster), service, method);
  }

  metadata(name: string, value: string): GrpcStream {
    this.request.note(this.request.metadata.append(name, value));
    return this;
  }

  onMessage<T extends Waiter>(
    run: (self: T, stream: GrpcStream, message: CalloutBody) => void,
  ): GrpcStream {
    this.onMessageFunction = changetype<usize>(run);
    return this;
  }

  onInitialMetadata<T extends Waiter>(
    run: (self: T, stream: GrpcStream, metadata: HeaderMap) => void,
  ): GrpcStream {
    this.onInitialMetadataFunction = changetype<usize>(run);
    return this;
  }

  onTrailingMetadata<T extends Waiter>(
    run: (self: T, stream: GrpcStream, metadata: HeaderMap) => void,
  ): GrpcStream {
    this.onTrailingMetadataFunction = changetype<usize>(run);
    return this;
  }

  onClose<T extends Waiter>(
    run: (self: T, stream: GrpcStream, status: GrpcStatus) => void,
  ): GrpcStream {
    this.onCloseFunction = changetype<usize>(run);
    return this;
  }

  /** Tells whether it was opened, and neither side has ended it. */
  get isOpen(): bool {
    return findCallout(CalloutKind.GrpcStream, this.token) == this;
  }

  open<T extends Waiter>(context: T): Status {
    return this.isOpen ? Status.BadArgument : this.start(context.id);
  }

  send(message: Uint8Array, endOfStream: bool = false): Status {
    if (!this.isOpen) return Status.NotFound;
    return proxy_grpc_send(
      this.token,
      message.dataStart,
      message.byteLength,
      endOfStream ? 1 : 0,
    );
  }

  close(): Status {
    return this.isOpen ? proxy_grpc_close(this.token) : Status.NotFound;
  }

  cancel(): Status {
    return removeCallout(this)
      ? proxy_grpc_cancel(this.token)
      : Status.NotFound;
  }

  abandon(): void {
    proxy_grpc_cancel(this.token);
  }

  private start(owner: u32): Status {
    const request = this.request;
    if (request.refusal != Status.Ok) return request.refusal;
    const upstream = request.upstream;
    const parts = request.encode();
    const status: Status = proxy_grpc_stream(
      upstream.dataStart,
      upstream.byteLength,
      parts.service,
      parts.serviceSize,
      parts.method,
      parts.methodSize,
      parts.metadata,
      parts.metadataSize,
      outAddress(),
    );
    if (status == Status.Ok) addCallout(this, outU32(), owner);
    return status;
  }
}
