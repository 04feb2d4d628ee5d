import type { VirtualClock } from "../vm/virtual-clock.ts";
import {
  HttpCall,
  type HttpCallEnd,
  type HttpCallRequest,
} from "./http-call.ts";

/** A cluster that plugins may call. */
export interface ClusterOptions {
  /** Whether there is a host to send a call to; there is by default. */
  hasHosts?: boolean;
}

/** The calls of all plugins of a host. */
export class Callouts {
  readonly #clusters: Readonly<Record<string, ClusterOptions>>;
  readonly #clock: VirtualClock;
  readonly #httpCalls = new Map<HttpCall, { owner: object; caller: object }>();

  constructor(
    clock: VirtualClock,
    clusters: Readonly<Record<string, ClusterOptions>> = {},
  ) {
    this.#clock = clock;
    this.#clusters = clusters;
  }

  /** The calls that wait for an answer, in their order. */
  get httpCalls(): readonly HttpCall[] {
    return [...this.#httpCalls.keys()];
  }

  /** A cluster; null where the proxy has none of the name. */
  cluster(name: string): ClusterOptions | null {
    return Object.hasOwn(this.#clusters, name) ? this.#clusters[name] : null;
  }

  /** The calls that a stream or a plugin has made and that wait for an answer. */
  httpCallsOf(caller: object): HttpCall[] {
    const all = [...this.#httpCalls];
    return all.filter(([, by]) => by.caller === caller).map(([call]) => call);
  }

  /** Makes a call of a plugin or a stream, which is cancelled with its owner. */
  callHttp(
    owner: object,
    caller: object,
    request: HttpCallRequest,
    end: HttpCallEnd,
  ): void {
    let stopTimer = (): void => {};
    const call = new HttpCall(request, (answer) => {
      stopTimer();
      this.#httpCalls.delete(call);
      end(answer);
    });
    this.#httpCalls.set(call, { owner, caller });
    if (request.timeout === 0) return;
    stopTimer = this.#clock.after(request.timeout, () => {
      if (call.isPending) call.expire();
    });
  }

  /** Drops all calls of a plugin that has ended. */
  cancel(owner: object): void {
    for (const [call, each] of this.#httpCalls) {
      if (each.owner !== owner) continue;
      call.cancel();
      this.#httpCalls.delete(call);
    }
  }
}
