import { LOG_LEVELS } from "../abi/log-level.ts";
import type { Controls } from "./bridge/bridge.ts";
import type { HOST } from "./bridge-functions.ts";
import { SpecHost } from "./spec-host.ts";
import type { Spec } from "./spec.ts";

/**
 * Lets a spec make a proxy, and see and set what is around its plugins.
 *
 *     hostControls(spec).newHost({});
 */
export function hostControls(spec: Spec): Controls<typeof HOST> {
  return {
    isInCallback: () => spec.module.isInCallback,
    newHost: () => new SpecHost(spec.filter),
    addCluster({ host, name, hasHosts }) {
      host.clusters[name] = { hasHosts };
    },
    refuse: ({ host, name, status }) => host.watch.refuse(name, status),
    restore: ({ host, name }) => host.watch.restore(name),
    timesCalled: ({ host, name }) => host.watch.count(name),
    advance: ({ host, milliseconds }) => host.host.advance(milliseconds),
    setLogLevel({ host, level }) {
      host.host.log.level = LOG_LEVELS[level];
    },
    logLevels: ({ host }) =>
      host.host.logs.map(({ level }) => BigInt(LOG_LEVELS.indexOf(level))),
    logMessages: ({ host }) => host.host.logs.map(({ message }) => message),
    findings: ({ host }) =>
      host.host.findings.map(
        ({ rule, what, where, why, fix }) =>
          `${rule}: ${what} ${why} ${fix} (${where})`,
      ),
    metric: ({ host, name }) => host.host.metrics.value(name) ?? 0n,
    samples: ({ host, name }) => host.host.metrics.samples(name),
    answerForeign: ({ host, name, status, value }) =>
      host.answerForeign(name, status, value),
    foreignArguments: ({ host, name }) => host.foreignArguments.get(name) ?? [],
    sharedValue: ({ host, key, vmId }) =>
      host.host.sharedServices.sharedData.get(vmId, key)?.value ?? null,
    setSharedValue({ host, key, value, vmId }) {
      const { sharedData } = host.host.sharedServices;
      sharedData.set(vmId, key, Buffer.from(value), 0);
    },
    answerDns({ host, name, addresses, ttl }) {
      const records = addresses.map((address) => ({ address, ttl }));
      host.addresses.set(name, records);
    },
  };
}
