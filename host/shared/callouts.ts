import type { GrpcRequest } from "./calls/grpc-request.ts";
import {
  PendingGrpcCall,
  type GrpcCallEnd,
  type GrpcCallRequest,
} from "./calls/pending-grpc-call.ts";
import {
  PendingHttpCall,
  type HttpCallEnd,
  type HttpCallRequest,
} from "./calls/pending-http-call.ts";
import {
  ServedGrpcStream,
  type GrpcStreamEvents,
} from "./calls/served-grpc-stream.ts";
import type { Dispatcher } from "./dispatcher.ts";

/** A cluster that plugins may call. */
export interface ClusterOptions {
  /** Whether it has a host to send calls to; true by default. */
  hasHosts?: boolean;
}

type Callout = PendingHttpCall | PendingGrpcCall | ServedGrpcStream;

/** The HTTP and gRPC calls of all plugins of a host. */
export class Callouts {
  readonly #clusters: Readonly<Record<string, ClusterOptions>>;
  readonly #dispatcher: Dispatcher;
  readonly #onUnknown: (name: string) => void;
  /** Calls that may be pending, in order, and who made them. */
  readonly #askers = new Map<Callout, { owner: object; caller: object }>();

  constructor(
    dispatcher: Dispatcher,
    clusters: Readonly<Record<string, ClusterOptions>> = {},
    onUnknown: (name: string) => void = () => undefined,
  ) {
    this.#dispatcher = dispatcher;
    this.#clusters = clusters;
    this.#onUnknown = onUnknown;
  }

  /** The HTTP calls that wait for an answer, in order. */
  get httpCalls(): readonly PendingHttpCall[] {
    return this.#pending().filter((each) => each instanceof PendingHttpCall);
  }

  /** The gRPC calls that wait for an answer, in order. */
  get grpcCalls(): readonly PendingGrpcCall[] {
    return this.#pending().filter((each) => each instanceof PendingGrpcCall);
  }

  /** The gRPC streams that the server has not closed, in order. */
  get grpcStreams(): readonly ServedGrpcStream[] {
    return this.#pending().filter((each) => each instanceof ServedGrpcStream);
  }

  /** A cluster by name; null where the proxy has none of the name. */
  cluster(name: string): ClusterOptions | null {
    if (Object.hasOwn(this.#clusters, name)) return this.#clusters[name];
    this.#onUnknown(name);
    return null;
  }

  /** The calls of a stream or a plugin that wait for an answer. */
  callsOf(caller: object): (PendingHttpCall | PendingGrpcCall)[] {
    return [...this.httpCalls, ...this.grpcCalls].filter(
      (call) => this.#askers.get(call)?.caller === caller,
    );
  }

  /** Whether a plugin, or a stream of it, waits for an answer. */
  hasCallsOf(owner: object): boolean {
    return this.#pending().some(
      (call) => this.#askers.get(call)?.owner === owner,
    );
  }

  /** Makes an HTTP call. It is cancelled when its owner, a plugin, ends. */
  callHttp(
    owner: object,
    caller: object,
    request: HttpCallRequest,
    end: HttpCallEnd,
  ): void {
    this.#timed(new PendingHttpCall(request, end), { owner, caller });
  }

  /** Makes a gRPC call. It is cancelled when its owner, a plugin, ends. */
  callGrpc(
    owner: object,
    caller: object,
    request: GrpcCallRequest,
    end: GrpcCallEnd,
  ): PendingGrpcCall {
    return this.#timed(new PendingGrpcCall(request, end), { owner, caller });
  }

  /** Opens a gRPC stream. It is cancelled when its owner, a plugin, ends. */
  openGrpc(
    owner: object,
    request: GrpcRequest,
    events: GrpcStreamEvents,
  ): ServedGrpcStream {
    const stream = new ServedGrpcStream(request, events);
    this.#askers.set(stream, { owner, caller: owner });
    return stream;
  }

  /** Cancels all calls of a plugin that has ended. */
  cancel(owner: object): void {
    for (const [call, each] of this.#askers) {
      if (each.owner === owner) call.cancel();
    }
  }

  #timed<T extends PendingHttpCall | PendingGrpcCall>(
    call: T,
    asker: { owner: object; caller: object },
  ): T {
    this.#pending();
    this.#askers.set(call, asker);
    if (call.timeout === 0) return call;
    this.#dispatcher.after(call.timeout, () => {
      if (call.isPending) call.expire();
    });
    return call;
  }

  /** Returns the calls that are pending, and forgets the others. */
  #pending(): Callout[] {
    for (const call of this.#askers.keys()) {
      if (!call.isPending) this.#askers.delete(call);
    }
    return [...this.#askers.keys()];
  }
}
