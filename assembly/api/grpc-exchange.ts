import { Status } from "../abi/enums";
import { GrpcStatus } from "../abi/grpc-status";
import { BodyView } from "./body-view";
import { firstOf, Pending } from "./pending";

/** The part of a gRPC stream by which an exchange uses it. */
export interface GrpcLink {
  /** Whether it was opened, and has not been closed by the server or cancelled. */
  readonly isOpen: bool;
  send(message: Uint8Array, endOfStream: bool): Status;
  close(): Status;
  cancel(): Status;
}

/**
 * A gRPC stream that a handler's method or a task has begun: it sends messages, and waits
 * for those of the server. These are kept until they are received, however many there are.
 * `isThere` tells whether `receive` has something to return at once, as for `firstOf`.
 *
 * It ends with its context, and where the server ends it. Envoy has no timeout for a stream:
 * give `receive` a `Pause`.
 *
 * ```ts
 * class Watch extends PluginTask {
 *   run(): void {
 *     const watch = new GrpcStream("config", "config.v1.Config", "Watch").begin();
 *     watch.send(new Uint8Array(0), true);
 *     for (let next = watch.receive(); next != null; next = watch.receive()) {
 *       log.info(next.length.toString() + " bytes");
 *     }
 *     log.warn("ended: " + watch.status.toString() + " " + watch.message);
 *   }
 * }
 * registerPluginTask<Watch>("watch");
 * ```
 */
export class GrpcExchange extends Pending {
  private readonly sdkMessages: Uint8Array[] = [];
  private sdkHasEnded: bool = false;
  private sdkCode: GrpcStatus = GrpcStatus.Unknown;
  private sdkText: string = "";

  constructor(private readonly sdkStream: GrpcLink) {
    super();
  }

  /** Whether neither side has ended it. */
  get isOpen(): bool {
    return this.sdkStream.isOpen;
  }

  /**
   * How it ended: Ok, what the server answered, or, in Envoy, Unavailable where nobody did;
   * InvalidArgument where the proxy refused to open it. Unknown while it is open, and where
   * it was cancelled.
   */
  get status(): GrpcStatus {
    return this.sdkCode;
  }

  /** The server's message at the end, or the proxy's where nobody answered. */
  get message(): string {
    return this.sdkText;
  }

  /**
   * Waits for the next message, and returns it; `null` once the stream has ended and all
   * messages were received, or once `until` is there, such as a `Pause`: its `isThere` tells
   * that from the end.
   */
  receive(until: Pending | null = null): Uint8Array | null {
    if (!this.isThere) {
      if (until == null) this.sdkWait();
      else if (firstOf([this, until]) == 1) return null;
    }
    const messages = this.sdkMessages;
    if (messages.length == 0) return null;
    const message = messages.shift();
    if (messages.length == 0 && !this.sdkHasEnded) this.sdkBeAway();
    return message;
  }

  /** Sends a message, the last one with `endOfStream`; NotFound where it is not open. */
  send(message: Uint8Array, endOfStream: bool = false): Status {
    return this.sdkStream.send(message, endOfStream);
  }

  /** Tells the server that no more messages come; it may still send its own. */
  close(): Status {
    return this.sdkStream.close();
  }

  /** Breaks the stream off: no more messages come. */
  cancel(): Status {
    const status = this.sdkStream.cancel();
    this.sdkFinish();
    return status;
  }

  /** Notes that the stream was not opened. */
  sdkRefuse(status: Status): void {
    this.sdkCode = GrpcStatus.InvalidArgument;
    this.sdkText =
      "The proxy refused the stream, with status " + status.toString();
    this.sdkFinish();
  }

  /** Keeps a message of the server. */
  sdkTake(message: BodyView): void {
    this.sdkMessages.push(message.bytes());
    this.sdkArrive();
  }

  /** Notes how the stream has ended. */
  sdkClose(status: GrpcStatus, message: string): void {
    this.sdkCode = status;
    this.sdkText = message;
    this.sdkFinish();
  }

  private sdkFinish(): void {
    this.sdkHasEnded = true;
    this.sdkArrive();
  }
}
