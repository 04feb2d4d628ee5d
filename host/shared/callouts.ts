import type { Dispatcher } from "./dispatcher.ts";
import {
  PendingGrpcCall,
  type GrpcCallEnd,
  type GrpcCallRequest,
} from "./calls/pending-grpc-call.ts";
import type { GrpcRequest } from "./calls/grpc-request.ts";
import {
  ServedGrpcStream,
  type GrpcStreamEvents,
} from "./calls/served-grpc-stream.ts";
import {
  PendingHttpCall,
  type HttpCallEnd,
  type HttpCallRequest,
} from "./calls/pending-http-call.ts";

/** A cluster that plugins may call. */
export interface ClusterOptions {
  /** Whether there is a host to send a call to; there is by default. */
  hasHosts?: boolean;
}

type Callout = PendingHttpCall | PendingGrpcCall | ServedGrpcStream;

/** The calls of all plugins of a host. */
export class Callouts {
  readonly #clusters: Readonly<Record<string, ClusterOptions>>;
  readonly #dispatcher: Dispatcher;
  /** What may be pending, in its order, and who has asked for it. */
  readonly #askers = new Map<Callout, { owner: object; caller: object }>();

  constructor(
    dispatcher: Dispatcher,
    clusters: Readonly<Record<string, ClusterOptions>> = {},
  ) {
    this.#dispatcher = dispatcher;
    this.#clusters = clusters;
  }

  /** The calls that wait for an answer, in their order. */
  get httpCalls(): readonly PendingHttpCall[] {
    return this.#pending().filter((each) => each instanceof PendingHttpCall);
  }

  /** The gRPC calls that wait for an answer, in their order. */
  get grpcCalls(): readonly PendingGrpcCall[] {
    return this.#pending().filter((each) => each instanceof PendingGrpcCall);
  }

  /** The gRPC streams that the server has not closed, in their order. */
  get grpcStreams(): readonly ServedGrpcStream[] {
    return this.#pending().filter((each) => each instanceof ServedGrpcStream);
  }

  /** A cluster; null where the proxy has none of the name. */
  cluster(name: string): ClusterOptions | null {
    return Object.hasOwn(this.#clusters, name) ? this.#clusters[name] : null;
  }

  /** The calls that a stream or a plugin has made and that wait for an answer. */
  callsOf(caller: object): (PendingHttpCall | PendingGrpcCall)[] {
    return [...this.httpCalls, ...this.grpcCalls].filter(
      (call) => this.#askers.get(call)?.caller === caller,
    );
  }

  /** Makes a call of a plugin or a stream, which is cancelled with its owner. */
  callHttp(
    owner: object,
    caller: object,
    request: HttpCallRequest,
    end: HttpCallEnd,
  ): void {
    this.#timed(new PendingHttpCall(request, end), { owner, caller });
  }

  /** Makes a gRPC call of a plugin or a stream, which is cancelled with its owner. */
  callGrpc(
    owner: object,
    caller: object,
    request: GrpcCallRequest,
    end: GrpcCallEnd,
  ): PendingGrpcCall {
    return this.#timed(new PendingGrpcCall(request, end), { owner, caller });
  }

  /** Opens a gRPC stream, which is cancelled with its owner. */
  openGrpc(
    owner: object,
    request: GrpcRequest,
    events: GrpcStreamEvents,
  ): ServedGrpcStream {
    const stream = new ServedGrpcStream(request, events);
    this.#askers.set(stream, { owner, caller: owner });
    return stream;
  }

  /** Drops all calls of a plugin that has ended. */
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

  /** Forgets those that have ended, too. */
  #pending(): Callout[] {
    for (const call of this.#askers.keys()) {
      if (!call.isPending) this.#askers.delete(call);
    }
    return [...this.#askers.keys()];
  }
}
