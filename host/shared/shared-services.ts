import type { DnsResolver } from "../abi/dns-answer.ts";
import type { Callouts } from "./callouts.ts";
import type { Clock } from "./clock.ts";
import type { Dispatcher } from "./dispatcher.ts";
import type { ForeignFunctions } from "./foreign-function.ts";
import type { Metrics } from "./metrics.ts";
import type { ProxyLog } from "./proxy-log.ts";
import type { SharedData } from "./shared-data.ts";
import type { SharedQueues } from "./shared-queues.ts";
import type { Findings } from "./strict/findings.ts";

/** What all VMs of a proxy share. */
export interface SharedServices {
  log: ProxyLog;
  clock: Clock;
  dispatcher: Dispatcher;
  metrics: Metrics;
  sharedData: SharedData;
  sharedQueues: SharedQueues;
  /** What a test adds to Envoy's own foreign functions. */
  foreignFunctions: ForeignFunctions;
  /** Answers in place of a name server; null where a test gives none. */
  resolveDns: DnsResolver | null;
  /** Called instead of throwing when a filter asks for an unknown property. */
  onUnknownProperty?: (path: readonly string[]) => void;
  /** The findings of strict mode; undefined without it. */
  findings?: Findings;
  callouts: Callouts;
}
