/** What the host calls about plugins. */
import { BufferType } from "../abi/enums";
import { beginEntry, endEntry } from "../runtime/host-entry";
import { Configuration } from "../api/configuration";
import { readCallData } from "../api/call-data";
import { takeQuestion } from "../api/dns";
import { DnsAnswer } from "../api/dns-answer";
import { endTurn } from "../api/queue-turns";
import { StatsUpdate } from "../api/stats-update";
import { endTasks, setTicks, tick } from "../api/clockwork";
import { endTimers } from "../api/timer-queue";
import {
  HAS_ALARMS,
  HAS_CLOCK,
  HAS_SCRIPTS,
  HAS_TIMERS,
  KEEPS_CONFIGURATION,
  LACKS_TRANSFORM,
} from "../features";
import { rootContext } from "../registry";

/** Starts a plugin in its VM; 0 keeps it from starting. */
export function proxy_on_vm_start(id: u32, size: u32): u32 {
  beginEntry();
  const root = rootContext(id);
  const started = root == null || root.onVmStart();
  endEntry();
  return started ? 1 : 0;
}

/** Configures a plugin; 0, as for one that nobody registered, rejects it. */
export function proxy_on_configure(id: u32, size: u32): u32 {
  beginEntry();
  let accepted: bool = false;
  const root = rootContext(id);
  if (root != null) {
    // Those of the configuration before.
    if (HAS_ALARMS) endTasks(id);
    if (HAS_TIMERS) endTimers(id);
    if (KEEPS_CONFIGURATION) {
      root.configuration.load(BufferType.PluginConfiguration, size);
    } else Configuration.sdkGiven = size;
    accepted = root.onConfigure();
  }
  endEntry();
  return accepted ? 1 : 0;
}

/** Tells that the tick period has passed. */
export function proxy_on_tick(id: u32): void {
  beginEntry();
  const root = rootContext(id);
  if (root != null) {
    if (!HAS_CLOCK) {
      root.onTick();
    } else {
      const isDue = tick(id);
      root.activate();
      if (isDue) root.onTick();
      setTicks(id);
    }
  }
  endEntry();
}

/** Tells that a queue has an item. */
export function proxy_on_queue_ready(id: u32, queueId: u32): void {
  beginEntry();
  if (HAS_SCRIPTS && !LACKS_TRANSFORM) endTurn(queueId);
  const root = rootContext(id);
  if (root != null) {
    if (HAS_SCRIPTS && !LACKS_TRANSFORM) root.activate();
    root.onQueueReady(queueId);
  }
  endEntry();
}

/** Hands over the answer to `envoy_resolve_dns`. */
export function envoy_on_resolve_dns(id: u32, token: u32, size: u32): void {
  beginEntry();
  const answer = DnsAnswer.from(readCallData(0, size));
  const name = takeQuestion(token);
  const root = rootContext(id);
  if (root != null && name != null) root.onResolveDns(name, answer);
  endEntry();
}

/** Hands over statistics. */
export function envoy_on_stats_update(id: u32, size: u32): void {
  beginEntry();
  const root = rootContext(id);
  if (root != null) root.onStatsUpdate(StatsUpdate.of(size));
  endEntry();
}
