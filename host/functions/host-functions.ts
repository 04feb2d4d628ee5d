import { notEmulated } from "../base/host-error.ts";
import type { HostFunctions, Vm } from "../engine/vm.ts";
import { bufferFunctions } from "./buffer-functions.ts";
import { dnsFunctions } from "./dns-functions.ts";
import { foreignFunctions } from "./foreign-functions.ts";
import { grpcFunctions } from "./grpc-functions.ts";
import { headerFunctions } from "./header-functions.ts";
import { httpCallFunctions } from "./http-call-functions.ts";
import { metricFunctions } from "./metric-functions.ts";
import { pluginFunctions } from "./plugin-functions.ts";
import { sharedDataFunctions } from "./shared-data-functions.ts";
import { sharedQueueFunctions } from "./shared-queue-functions.ts";
import { streamFunctions } from "./stream-functions.ts";
import { wasiFunctions } from "./wasi-functions.ts";

/**
 * All host functions that a module imports, by import module. A function that Envoy
 * has and the emulator lacks throws when it is called.
 *
 *     new Vm(module, { ...settings, link: hostFunctions });
 */
export function hostFunctions(vm: Vm): Record<string, HostFunctions> {
  const wasi = wasiFunctions(vm);
  const emulated: Record<string, HostFunctions> = {
    env: proxyFunctions(vm),
    wasi_snapshot_preview1: wasi,
    wasi_unstable: wasi,
  };
  const functions: Record<string, HostFunctions> = {};
  for (const { module, name, kind } of vm.module.interface.imports) {
    if (kind !== "function") continue;
    (functions[module] ??= {})[name] = emulated[module][name] ?? refusing(name);
  }
  return functions;
}

function proxyFunctions(vm: Vm): HostFunctions {
  return {
    ...headerFunctions(vm),
    ...bufferFunctions(vm),
    ...streamFunctions(vm),
    ...pluginFunctions(vm),
    ...metricFunctions(vm),
    ...foreignFunctions(vm),
    ...dnsFunctions(vm),
    ...sharedDataFunctions(vm),
    ...sharedQueueFunctions(vm),
    ...httpCallFunctions(vm),
    ...grpcFunctions(vm),
  };
}

function refusing(name: string): () => never {
  return () => {
    throw notEmulated(name);
  };
}
