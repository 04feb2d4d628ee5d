import type { DnsResolver } from "../abi/dns-answer.ts";
import type { LogLevel } from "../abi/log-level.ts";
import { Callouts, type ClusterOptions } from "../shared/callouts.ts";
import { Clock } from "../shared/clock.ts";
import { Dispatcher } from "../shared/dispatcher.ts";
import type { ForeignFunctions } from "../shared/foreign-function.ts";
import { Metrics } from "../shared/metrics.ts";
import { ProxyLog, type LogLine } from "../shared/proxy-log.ts";
import { SharedData } from "../shared/shared-data.ts";
import { SharedQueues } from "../shared/shared-queues.ts";
import type { SharedServices } from "../shared/shared-services.ts";
import { Findings } from "../shared/strict/findings.ts";

export interface HostOptions {
  /** Lines below this level are not logged; `"info"` by default, as in Envoy. */
  logLevel?: LogLevel;
  /** Called with each line of the log as it comes. */
  onLog?: (line: LogLine) => void;
  /** Foreign functions by name, in addition to Envoy's own. */
  foreignFunctions?: ForeignFunctions;
  /** Answers in place of a name server, after the callback that asked has returned. */
  resolveDns?: DnsResolver;
  /** The time at which the proxy's clock starts; now by default. */
  now?: Date;
  /** How many worker threads serve streams, each with its own VMs; 1 by default. */
  workers?: number;
  /**
   * Collects in `findings` what a proxy accepts silently; `"throw"` throws each
   * finding as a HostError at once.
   */
  strict?: boolean | "throw";
  /** How many bytes of a body may wait; 1 MiB by default, as in Envoy. */
  bufferLimit?: number;
  /** The clusters that plugins may call, by name; none by default. */
  clusters?: Record<string, ClusterOptions>;
  /** Called with the name of a cluster that a plugin calls and the proxy lacks. */
  onUnknownCluster?: (name: string) => void;
  /**
   * Called with the path of a property that the emulator neither derives nor was
   * given; the filter then finds none. Without it, asking for one throws.
   */
  onUnknownProperty?: (path: readonly string[]) => void;
}

/**
 * Creates what the VMs of a proxy with these options share.
 *
 *     newSharedServices({ logLevel: "debug" }).log
 */
export function newSharedServices(options: HostOptions): SharedServices {
  const { strict } = options;
  const clock = new Clock(options.now);
  const dispatcher = new Dispatcher(clock);
  return {
    log: new ProxyLog(options.logLevel, options.onLog),
    clock,
    dispatcher,
    metrics: new Metrics(),
    sharedData: new SharedData(),
    sharedQueues: new SharedQueues(),
    foreignFunctions: options.foreignFunctions ?? {},
    resolveDns: options.resolveDns ?? null,
    onUnknownProperty: options.onUnknownProperty,
    findings: strict ? new Findings(strict === "throw") : undefined,
    callouts: new Callouts(
      dispatcher,
      options.clusters,
      options.onUnknownCluster,
    ),
  };
}
