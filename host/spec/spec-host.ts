import type { ClusterOptions } from "../calls/callouts.ts";
import type { ForeignFunctions } from "../foreign/foreign-function.ts";
import { ProxyHost } from "../proxy-host.ts";
import type { HostedModule } from "../wasm/filter-module.ts";
import { Watch, watched } from "./watch.ts";

/**
 * A proxy of a spec, and what the spec says of all that is around it.
 *
 *     const known = new SpecHost(spec.module);
 *     known.clusters.auth = {};
 */
export class SpecHost {
  /** Looked up when they are called. */
  readonly clusters: Record<string, ClusterOptions> = {};
  readonly foreignFunctions: ForeignFunctions = {};
  /** What foreign functions were called with, by their names. */
  readonly foreignArguments = new Map<string, Uint8Array[]>();
  readonly watch = new Watch();
  readonly host: ProxyHost;

  constructor(module: HostedModule) {
    const { clusters, foreignFunctions } = this;
    const options = { clusters, foreignFunctions };
    this.host = new ProxyHost(watched(module, this.watch), options);
  }

  /** Has a foreign function answer a status, and bytes unless they are null. */
  answerForeign(name: string, status: number, answer: Uint8Array | null): void {
    const asked = this.foreignArguments.get(name) ?? [];
    this.foreignArguments.set(name, asked);
    this.foreignFunctions[name] = (argument) => {
      asked.push(Uint8Array.from(argument));
      return { status, answer };
    };
  }
}
