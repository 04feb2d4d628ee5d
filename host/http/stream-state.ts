import type { LocalReply } from "../message/local-reply.ts";
import type { Message } from "../message/message.ts";
import type { Dispatcher } from "../shared/dispatcher.ts";
import { MessageState } from "./message-state.ts";
import type { StreamInfo } from "./stream-info.ts";

/** How a stream ended, or `"open"`. */
export type StreamOutcome = "open" | "complete" | "reset";

/** What every part of a stream needs from outside. */
export interface StreamParameters {
  readonly dispatcher: Dispatcher;
  readonly info: StreamInfo;
  /** How many bytes of a body may wait; 1 MiB by default, as in Envoy. */
  readonly bufferLimit?: number;
}

/**
 * The state of one HTTP stream. All its parts hold this object: the passes through
 * the filters, the ends to the upstream and to the client, the sender of local
 * replies, and the contexts of the plugins. What one part asks of the stream as a
 * whole is a method here; `ActiveStream` puts the parts together.
 */
export abstract class StreamState {
  readonly dispatcher: Dispatcher;
  readonly info: StreamInfo;
  readonly bufferLimit: number | undefined;
  outcome: StreamOutcome = "open";
  readonly request = new MessageState();
  readonly response = new MessageState();

  /** The request as it has reached the upstream; null before any of it has. */
  upstream: Message | null = null;
  /** Whether the connection to the upstream is being made. */
  isConnecting = false;
  /** The response as it has reached the client; null before any of it has. */
  delivered: Message | null = null;
  /** Whether the client's connection is closed after the response. */
  closesConnection = false;

  /** A local reply that is sent after the request's callback has returned. */
  preparedReply: LocalReply | null = null;
  /** Whether a local reply has begun, so that the upstream no longer counts. */
  answersItself = false;
  /**
   * Whether the client has left and no filter has closed or answered the stream
   * since.
   */
  clientHasLeft = false;

  constructor({ dispatcher, info, bufferLimit }: StreamParameters) {
    this.dispatcher = dispatcher;
    this.info = info;
    this.bufferLimit = bufferLimit;
  }

  /** Answers in place of the upstream; does nothing where it is too late. */
  abstract sendLocalReply(reply: LocalReply): void;

  /** Sends the prepared local reply; returns whether there was one. */
  abstract sendPreparedReply(): boolean;

  /** Called when more of the request has reached the upstream. */
  abstract requestArrived(): void;

  /** Ends the stream, once: logs it, and deletes its contexts. */
  abstract finish(outcome: StreamOutcome): void;

  /** Forgets the upstream: a request that waits for a connection is never sent. */
  leaveUpstream(): void {
    if (this.isConnecting) this.upstream = null;
    this.isConnecting = false;
  }
}
