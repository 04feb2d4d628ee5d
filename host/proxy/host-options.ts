import type { LogLevel } from "../abi/log-level.ts";
import { Callouts, type ClusterOptions } from "../shared/callouts.ts";
import type { DnsResolver } from "../abi/dns-answer.ts";
import type { ForeignFunctions } from "../shared/foreign-function.ts";
import { Metrics } from "../shared/metrics.ts";
import { SharedData } from "../shared/shared-data.ts";
import { SharedQueues } from "../shared/shared-queues.ts";
import { Findings } from "../shared/strict/findings.ts";
import { ProxyLog } from "../shared/proxy-log.ts";
import type { SharedServices } from "../shared/shared-services.ts";
import { Clock } from "../shared/clock.ts";
import { Dispatcher } from "../shared/dispatcher.ts";

export interface HostOptions {
  /** Lines below it are not logged; `"info"` as in Envoy. */
  logLevel?: LogLevel;
  /** What filters may call beyond the ABI, by name, over what Envoy has. */
  foreignFunctions?: ForeignFunctions;
  /** Answers for a name server, once the callback that asked has returned. */
  resolveDns?: DnsResolver;
  /** When the proxy's clock starts; now by default. */
  now?: Date;
  /** How many threads serve streams, each with its own VMs; 1 by default. */
  workers?: number;
  /**
   * Collects in `findings` what a proxy accepts in silence; `"throw"` throws each as
   * a HostError as soon as it is found.
   */
  strict?: boolean | "throw";
  /** The bytes of an HTTP message that may wait; 1 MiB by default, as in Envoy. */
  bufferLimit?: number;
  /** The clusters that plugins may call, by their names; none by default. */
  clusters?: Record<string, ClusterOptions>;
}

/**
 * What the VMs of a proxy with these options share.
 *
 *     newSharedServices({ logLevel: "debug" }).log
 */
export function newSharedServices(options: HostOptions): SharedServices {
  const { strict } = options;
  const clock = new Clock(options.now);
  const dispatcher = new Dispatcher(clock);
  return {
    log: new ProxyLog(options.logLevel),
    clock,
    dispatcher,
    metrics: new Metrics(),
    sharedData: new SharedData(),
    sharedQueues: new SharedQueues(),
    foreignFunctions: options.foreignFunctions ?? {},
    resolveDns: options.resolveDns ?? null,
    findings: strict ? new Findings(strict === "throw") : undefined,
    callouts: new Callouts(dispatcher, options.clusters),
  };
}
