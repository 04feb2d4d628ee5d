import type { ClusterOptions } from "../shared/callouts.ts";
import type { DnsRecord } from "../abi/dns-answer.ts";
import type { ForeignFunctions } from "../shared/foreign-function.ts";
import { HostError } from "../base/host-error.ts";
import { ProxyHost } from "../proxy-host.ts";
import type { HostedModule } from "../engine/filter-module.ts";
import { Watch, watched } from "./watch.ts";

/**
 * A proxy of a spec, with the services around it as the spec sets them.
 *
 *     const known = new SpecHost(spec.module);
 *     known.clusters.auth = {};
 */
export class SpecHost {
  /** Read at each call, so that a spec may add some later. */
  readonly clusters: Record<string, ClusterOptions> = {};
  readonly foreignFunctions: ForeignFunctions = {};
  /** The arguments of foreign functions by name. */
  readonly foreignArguments = new Map<string, Uint8Array[]>();
  /** The answers of a name server by name. */
  readonly addresses = new Map<string, readonly DnsRecord[]>();
  readonly watch = new Watch();
  readonly host: ProxyHost;

  constructor(module: HostedModule) {
    const { clusters, foreignFunctions } = this;
    const resolveDns = (name: string) => this.#addressesOf(name);
    const strict = true;
    const options = { clusters, foreignFunctions, resolveDns, strict };
    this.host = new ProxyHost(watched(module, this.watch), options);
  }

  /** Makes a foreign function return a status, with bytes unless they are null. */
  answerForeign(name: string, status: number, answer: Uint8Array | null): void {
    const asked = this.foreignArguments.get(name) ?? [];
    this.foreignArguments.set(name, asked);
    this.foreignFunctions[name] = (argument) => {
      asked.push(Uint8Array.from(argument));
      return { status, answer };
    };
  }

  #addressesOf(name: string): readonly DnsRecord[] | null {
    const found = this.addresses.get(name);
    if (found !== undefined) return found.length === 0 ? null : found;
    throw new HostError(
      "NOT_EMULATED",
      `There is no name server for ${name}. Set its answer: host.answerDns("${name}", [...]).`,
    );
  }
}
