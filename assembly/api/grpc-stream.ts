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
import { BodyView } from "./body-view";
import { GrpcExchange, GrpcLink } from "./grpc-exchange";
import { GrpcRequest } from "./grpc-request";
import { HeaderMap } from "./header-map";
import { HeldFunction } from "./held-function";
import { Script } from "./script";

/**
 * A gRPC stream to a cluster of the proxy, one that speaks HTTP/2: messages both
 * ways, until the server ends it. Messages are bytes of Protocol Buffers.
 *
 * What comes from the server goes to the functions that were set, or else to the
 * methods of the context that opened it: `onGrpcStreamInitialMetadata`,
 * `onGrpcStreamMessage`, `onGrpcStreamTrailingMetadata`, `onGrpcStreamClose`, in
 * this order. The context is active there. None is called before the callback that
 * opened the stream has returned. When the context ends the stream is cancelled,
 * and nothing is called. Envoy has no timeout for a stream.
 *
 * ```ts
 * const stream = new GrpcStream("chat", "chat.v1.Chat", "Talk")
 *   .onMessage<Example>((self, stream, message) => {
 *     log.info(message.size.toString() + " bytes");
 *   })
 *   .onClose<Example>((self, stream, status, message) => {
 *     log.info("closed: " + status.toString());
 *   });
 * if (stream.open(this) == Status.Ok) stream.send(new Uint8Array(0), true);
 * ```
 */
export class GrpcStream extends Callout implements GrpcLink {
  /** What was set by `onInitialMetadata`, or 0. */
  sdkInitialMetadataFunction: HeldFunction = changetype<HeldFunction>(<usize>0);
  /** What was set by `onMessage`, or 0. */
  sdkMessageFunction: HeldFunction = changetype<HeldFunction>(<usize>0);
  /** What was set by `onTrailingMetadata`, or 0. */
  sdkTrailingMetadataFunction: HeldFunction = changetype<HeldFunction>(
    <usize>0,
  );
  /** What was set by `onClose`, or 0. */
  sdkCloseFunction: HeldFunction = changetype<HeldFunction>(<usize>0);
  /** What describes the stream. */
  sdkRequest: GrpcRequest;

  /** Describes a stream to `method` of a service, such as `chat.v1.Chat`. */
  constructor(cluster: string, service: string, method: string) {
    super(CalloutKind.GrpcStream);
    this.sdkRequest = new GrpcRequest(cluster, service, method);
  }

  /** Whether it was opened, and has not been closed by the server or cancelled. */
  get isOpen(): bool {
    return findCallout(CalloutKind.GrpcStream, this.sdkToken) == this;
  }

  /** Takes an encoded GrpcService in place of the cluster; see `GrpcCall.target`. */
  target(grpcService: Uint8Array): GrpcStream {
    this.sdkRequest.retarget(grpcService);
    return this;
  }

  /** Adds initial metadata; the value of a name in `-bin` is base64 text. */
  metadata(name: string, value: string): GrpcStream {
    this.sdkRequest.add(name, value);
    return this;
  }

  /** Sets the function that gets the server's initial metadata. */
  onInitialMetadata<T extends Waiter>(
    run: (self: T, stream: GrpcStream, metadata: HeaderMap) => void,
  ): GrpcStream {
    this.sdkInitialMetadataFunction = changetype<HeldFunction>(run);
    return this;
  }

  /** Sets the function that gets each message of the server. */
  onMessage<T extends Waiter>(
    run: (self: T, stream: GrpcStream, message: BodyView) => void,
  ): GrpcStream {
    this.sdkMessageFunction = changetype<HeldFunction>(run);
    return this;
  }

  /**
   * Sets the function that gets the server's trailing metadata, `grpc-status` and
   * `grpc-message` among them. Envoy 1.40 calls it with a text of its own also
   * where nobody answered.
   */
  onTrailingMetadata<T extends Waiter>(
    run: (self: T, stream: GrpcStream, metadata: HeaderMap) => void,
  ): GrpcStream {
    this.sdkTrailingMetadataFunction = changetype<HeldFunction>(run);
    return this;
  }

  /** Sets the function that is told how the stream ended; nothing comes after it. */
  onClose<T extends Waiter>(
    run: (
      self: T,
      stream: GrpcStream,
      status: GrpcStatus,
      message: string,
    ) => void,
  ): GrpcStream {
    this.sdkCloseFunction = changetype<HeldFunction>(run);
    return this;
  }

  /**
   * Opens the stream for a context. BadArgument where it is open, and as
   * `GrpcCall` tells; it may be opened again when it has ended.
   */
  open<T extends Waiter>(context: T): Status {
    return this.isOpen ? Status.BadArgument : this.sdkStart(context.id);
  }

  /**
   * Opens the stream for the handler's method or the task that runs, which then waits for
   * the messages; the functions for messages and the close are not called. Each call opens
   * another stream. See `GrpcExchange`.
   */
  begin(): GrpcExchange {
    const stream = new BegunGrpcStream(this);
    const exchange = new GrpcExchange(stream);
    stream.sdkExchange = exchange;
    const status = stream.sdkStart(Script.running.owner);
    if (status != Status.Ok) exchange.sdkRefuse(status);
    return exchange;
  }

  /** Sends a message, the last one with `endOfStream`; NotFound where it is not open. */
  send(message: Uint8Array, endOfStream: bool = false): Status {
    if (!this.isOpen) return Status.NotFound;
    return proxy_grpc_send(
      this.sdkToken,
      message.dataStart,
      message.byteLength,
      endOfStream ? 1 : 0,
    );
  }

  /** Tells the server that no more messages come; it may still send its own. */
  close(): Status {
    return this.isOpen ? proxy_grpc_close(this.sdkToken) : Status.NotFound;
  }

  /** Breaks the stream off; nothing more is called, `onClose` neither. */
  cancel(): Status {
    if (!removeCallout(this)) return Status.NotFound;
    return proxy_grpc_cancel(this.sdkToken);
  }

  /** Cancels the stream when its context has ended. */
  sdkAbandon(): void {
    proxy_grpc_cancel(this.sdkToken);
  }

  /** Opens the stream for a context. */
  sdkStart(owner: u32): Status {
    const request = this.sdkRequest;
    if (!request.isValid) return Status.BadArgument;
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

type OnMessage = (self: Waiter, stream: GrpcStream, message: BodyView) => void;
type OnClose = (
  self: Waiter,
  stream: GrpcStream,
  status: GrpcStatus,
  message: string,
) => void;

/** A stream whose messages a script waits for. */
export class BegunGrpcStream extends GrpcStream {
  sdkExchange: GrpcExchange | null = null;

  constructor(described: GrpcStream) {
    super("", "", "");
    this.sdkRequest = described.sdkRequest;
    this.sdkInitialMetadataFunction = described.sdkInitialMetadataFunction;
    this.sdkTrailingMetadataFunction = described.sdkTrailingMetadataFunction;
    const onMessage: OnMessage = (self, stream, message) => {
      const exchange = (stream as BegunGrpcStream).sdkExchange;
      if (exchange != null) exchange.sdkTake(message);
    };
    const onClose: OnClose = (self, stream, status, message) => {
      const exchange = (stream as BegunGrpcStream).sdkExchange;
      if (exchange != null) exchange.sdkClose(status, message);
    };
    this.sdkMessageFunction = changetype<HeldFunction>(onMessage);
    this.sdkCloseFunction = changetype<HeldFunction>(onClose);
  }
}
