import { HostError } from "../base/host-error.ts";
import { pluginKey, type PluginSettings } from "../contexts/plugin-settings.ts";
import { RootContext } from "../contexts/root-context.ts";
import { VmContext } from "../contexts/vm-context.ts";
import type { HostedModule } from "../engine/filter-module.ts";
import { Vm, type VmSettings } from "../engine/vm.ts";
import { hostFunctions } from "../functions/host-functions.ts";
import type { LogLine } from "../shared/proxy-log.ts";

/**
 * The base from which Envoy makes the VMs of all plugins with the same VM id, VM
 * configuration, variables and capabilities.
 *
 *     const base = new BaseVm(module, settings, "my plugin");
 *     base.tryOut(plugin);
 */
export class BaseVm {
  readonly settings: VmSettings;
  readonly #module: HostedModule;
  readonly #triedOut = new Set<string>();
  #vms: Vm[] = [];

  /** Starts a VM that serves nothing; throws a HostError if it fails. */
  constructor(module: HostedModule, settings: VmSettings, plugin: string) {
    this.#module = module;
    this.settings = settings;
    if (!module.startsOnce) this.#started("base", plugin);
  }

  /** Whether any of its VMs still exists. */
  get isUsed(): boolean {
    return this.#vms.some((vm) => !vm.isDropped);
  }

  /**
   * Configures a plugin once in a VM that is thrown away; throws a HostError if it
   * refuses.
   */
  tryOut(plugin: PluginSettings): void {
    const key = pluginKey(plugin);
    if (this.#module.startsOnce || this.#triedOut.has(key)) return;
    const vm = this.#started("canary", plugin.name);
    const root = new RootContext(vm, plugin);
    if (!root.start()) {
      throw this.#rejected(vm, plugin.name, "Failed to start base Wasm");
    }
    if (!root.configure()) {
      const message = "Failed to configure base Wasm plugin";
      throw this.#rejected(vm, plugin.name, message);
    }
    vm.drop();
    this.#triedOut.add(key);
  }

  /** Makes a VM for a thread; null if its module does not start. */
  create(kind: LogLine["vm"], worker: number): Vm | null {
    const vm = this.#newVm(kind, worker);
    this.#vms.push(vm);
    if (vm.failure === null) return vm;
    this.refuse(vm, "Failed to initialize Wasm code");
    return null;
  }

  /**
   * Logs what Envoy says when a plugin fails on one thread only. Throws if there was
   * no canary, which would have failed before.
   */
  refuse(vm: Vm, message: string): void {
    if (this.#module.startsOnce) throw this.#rejected(vm, "", message);
    this.#logFailure(vm.settings.kind, message);
  }

  #started(kind: "base" | "canary", plugin: string): Vm {
    const vm = this.#newVm(kind, 0);
    if (vm.failure === null) return vm;
    this.#logRefusal(kind, plugin, "Failed to initialize Wasm code");
    throw new HostError("MODULE_REFUSED", vm.failure);
  }

  #newVm(kind: LogLine["vm"], worker: number): Vm {
    const link = hostFunctions;
    const vm = new Vm(this.#module, { ...this.settings, kind, worker, link });
    vm.start(new VmContext(this.settings));
    return vm;
  }

  #rejected(vm: Vm, plugin: string, message: string): HostError {
    this.#logRefusal(vm.settings.kind, plugin, message);
    return new HostError("PLUGIN_REJECTED", vm.failure ?? message);
  }

  #logRefusal(vm: LogLine["vm"], plugin: string, message: string): void {
    this.#logFailure(vm, message);
    const write = (text: string) =>
      this.settings.log.write({ level: "critical", message: text, text, vm });
    write(`Plugin ${plugin} failed to load`);
    write("Plugin configured to fail closed failed to load");
  }

  #logFailure(vm: LogLine["vm"], message: string): void {
    const text = `Wasm VM failed ${message}`;
    this.settings.log.write({ level: "error", message: text, text, vm });
  }
}
