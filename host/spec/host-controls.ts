import { LOG_LEVELS } from "../abi/log-level.ts";
import { binaryOf } from "../abi/text.ts";
import type { HostFunctions } from "../engine/vm.ts";
import { SpecHost } from "./spec-host.ts";
import type { Spec } from "./spec.ts";

/**
 * What a spec does with a proxy; declared in `testing/spec-host.ts`.
 *
 *     hostControls(spec).newHost
 */
export function hostControls(spec: Spec): HostFunctions {
  const known = (id: number) => spec.find<SpecHost>(id);
  const host = (id: number) => known(id).host;
  const watch = (id: number) => known(id).watch;
  return {
    isInCallback: () => Number(spec.module.isInCallback),
    newHost: () => spec.keep(new SpecHost(spec.module)),
    addCluster(id: number, name: number, hasHosts: number) {
      const cluster = { hasHosts: hasHosts !== 0 };
      known(id).clusters[binaryOf(spec.text(name))] = cluster;
    },
    refuse: (id: number, name: number, status: number) =>
      watch(id).refuse(spec.text(name), status),
    restore: (id: number, name: number) => watch(id).restore(spec.text(name)),
    timesCalled: (id: number, name: number) => watch(id).count(spec.text(name)),
    advance: (id: number, milliseconds: number) =>
      host(id).advance(milliseconds),
    setLogLevel(id: number, level: number) {
      host(id).log.level = LOG_LEVELS[level];
    },
    logCount: (id: number) => host(id).logs.length,
    logLevelAt: (id: number, at: number) =>
      LOG_LEVELS.indexOf(host(id).logs[at].level),
    logMessageAt: (id: number, at: number) =>
      spec.newText(host(id).logs[at].message),
    metric: (id: number, name: number) =>
      host(id).metrics.value(binaryOf(spec.text(name))) ?? 0n,
    sampleCount: (id: number, name: number) =>
      host(id).metrics.samples(binaryOf(spec.text(name))).length,
    sampleAt: (id: number, name: number, at: number) =>
      host(id).metrics.samples(binaryOf(spec.text(name)))[at],
    ...foreignControls(spec),
    ...sharedControls(spec),
    answerDns(id: number, name: number, address: number, ttl: number) {
      const { addresses } = known(id);
      const key = binaryOf(spec.text(name));
      const records = addresses.get(key) ?? [];
      const record = { address: spec.text(address), ttl: ttl >>> 0 };
      addresses.set(key, [...records, record]);
    },
    forgetDns: (id: number, name: number) =>
      void known(id).addresses.set(binaryOf(spec.text(name)), []),
  };
}

function foreignControls(spec: Spec): HostFunctions {
  const known = (id: number) => spec.find<SpecHost>(id);
  const asked = (id: number, name: number) =>
    known(id).foreignArguments.get(binaryOf(spec.text(name))) ?? [];
  return {
    answerForeign(id: number, name: number, status: number, value: number) {
      const answer = value === 0 ? null : spec.bytes(value);
      known(id).answerForeign(binaryOf(spec.text(name)), status, answer);
    },
    foreignCount: (id: number, name: number) => asked(id, name).length,
    foreignArgumentAt: (id: number, name: number, at: number) =>
      spec.newBytes(asked(id, name)[at]),
  };
}

function sharedControls(spec: Spec): HostFunctions {
  const shared = (id: number) =>
    spec.find<SpecHost>(id).host.surroundings.sharedData;
  return {
    sharedValue(id: number, key: number, vmId: number) {
      const found = shared(id).get(spec.text(vmId), binaryOf(spec.text(key)));
      return found === undefined ? 0 : spec.newBytes(found.value);
    },
    setSharedValue(id: number, key: number, value: number, vmId: number) {
      const bytes = Buffer.from(spec.bytes(value));
      const name = binaryOf(spec.text(key));
      shared(id).set(spec.text(vmId), name, bytes, 0);
    },
  };
}
