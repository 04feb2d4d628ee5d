import type { VirtualClock } from "./virtual-clock.ts";
import {
  GrpcCall,
  type GrpcCallEnd,
  type GrpcCallRequest,
} from "./calls/grpc-call.ts";
import type { GrpcRequest } from "./calls/grpc-request.ts";
import { GrpcStream, type GrpcStreamEvents } from "./calls/grpc-stream.ts";
import {
  HttpCall,
  type HttpCallEnd,
  type HttpCallRequest,
} from "./calls/http-call.ts";

/** A cluster that plugins may call. */
export interface ClusterOptions {
  /** Whether there is a host to send a call to; there is by default. */
  hasHosts?: boolean;
}

type Callout = HttpCall | GrpcCall | GrpcStream;

/** The calls of all plugins of a host. */
export class Callouts {
  readonly #clusters: Readonly<Record<string, ClusterOptions>>;
  readonly #clock: VirtualClock;
  /** What may be pending, in its order, and who has asked for it. */
  readonly #askers = new Map<Callout, { owner: object; caller: object }>();

  constructor(
    clock: VirtualClock,
    clusters: Readonly<Record<string, ClusterOptions>> = {},
  ) {
    this.#clock = clock;
    this.#clusters = clusters;
  }

  /** The calls that wait for an answer, in their order. */
  get httpCalls(): readonly HttpCall[] {
    return this.#pending().filter((each) => each instanceof HttpCall);
  }

  /** The gRPC calls that wait for an answer, in their order. */
  get grpcCalls(): readonly GrpcCall[] {
    return this.#pending().filter((each) => each instanceof GrpcCall);
  }

  /** The gRPC streams that the server has not closed, in their order. */
  get grpcStreams(): readonly GrpcStream[] {
    return this.#pending().filter((each) => each instanceof GrpcStream);
  }

  /** A cluster; null where the proxy has none of the name. */
  cluster(name: string): ClusterOptions | null {
    return Object.hasOwn(this.#clusters, name) ? this.#clusters[name] : null;
  }

  /** The calls that a stream or a plugin has made and that wait for an answer. */
  callsOf(caller: object): (HttpCall | GrpcCall)[] {
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
    this.#timed(new HttpCall(request, end), { owner, caller });
  }

  /** Makes a gRPC call of a plugin or a stream, which is cancelled with its owner. */
  callGrpc(
    owner: object,
    caller: object,
    request: GrpcCallRequest,
    end: GrpcCallEnd,
  ): GrpcCall {
    return this.#timed(new GrpcCall(request, end), { owner, caller });
  }

  /** Opens a gRPC stream, which is cancelled with its owner. */
  openGrpc(
    owner: object,
    request: GrpcRequest,
    events: GrpcStreamEvents,
  ): GrpcStream {
    const stream = new GrpcStream(request, events);
    this.#askers.set(stream, { owner, caller: owner });
    return stream;
  }

  /** Drops all calls of a plugin that has ended. */
  cancel(owner: object): void {
    for (const [call, each] of this.#askers) {
      if (each.owner === owner) call.cancel();
    }
  }

  #timed<T extends HttpCall | GrpcCall>(
    call: T,
    asker: { owner: object; caller: object },
  ): T {
    this.#pending();
    this.#askers.set(call, asker);
    if (call.timeout === 0) return call;
    this.#clock.after(call.timeout, () => {
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
