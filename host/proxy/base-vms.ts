import type { HostedModule } from "../engine/filter-module.ts";
import type { VmSettings } from "../engine/vm.ts";
import { BaseVm } from "./base-vm.ts";

/**
 * The base VMs of a proxy, one for each group of plugins that share their VMs.
 *
 *     const base = bases.of(settings, "my plugin");
 */
export class BaseVms {
  readonly #module: HostedModule;
  readonly #bases = new Map<string, BaseVm>();

  constructor(module: HostedModule) {
    this.#module = module;
  }

  /** The base VM for these settings; starts one for the plugin if there is none. */
  of(settings: VmSettings, plugin: string): BaseVm {
    const key = vmKey(settings);
    const found = this.#bases.get(key);
    if (found?.isUsed) return found;
    const base = new BaseVm(this.#module, settings, plugin);
    this.#bases.set(key, base);
    return base;
  }
}

/** A key for plugins that share their VMs. */
function vmKey(settings: VmSettings): string {
  const { vmId, configuration, environment, allowedCapabilities } = settings;
  return JSON.stringify([
    vmId,
    [...configuration],
    Object.entries(environment).toSorted(),
    [...allowedCapabilities].toSorted(),
  ]);
}
