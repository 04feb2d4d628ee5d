import { pluginKey, type PluginSettings } from "../contexts/plugin-settings.ts";
import { RootContext } from "../contexts/root-context.ts";
import type { Vm } from "../engine/vm.ts";
import type { LogLine } from "../shared/proxy-log.ts";
import type { BaseVm } from "./base-vm.ts";

/**
 * The main thread or a worker, with a VM for each `BaseVm` that it serves.
 *
 *     const root = thread.start(base, plugin);
 */
export class Thread {
  readonly #kind: LogLine["vm"];
  readonly #worker: number;
  readonly #vms = new Map<BaseVm, Vm>();
  readonly #roots = new WeakMap<Vm, Map<string, RootContext>>();

  constructor(kind: "main" | "worker", worker = 0) {
    this.#kind = kind;
    this.#worker = worker;
  }

  /**
   * Starts a plugin, or returns the context of the same plugin if it runs already;
   * null if it refuses on this thread only.
   */
  start(base: BaseVm, plugin: PluginSettings): RootContext | null {
    const vm = this.#vmOf(base);
    if (vm === null) return null;
    const key = pluginKey(plugin);
    const found = this.#roots.get(vm)?.get(key);
    if (found !== undefined && vm.plugins.has(found)) return found.retained();
    const root = new RootContext(vm, plugin);
    if (!root.start()) {
      return this.#refused(base, vm, "Failed to start thread-local Wasm");
    }
    if (!root.configure()) {
      const message = "Failed to configure thread-local Wasm plugin";
      return this.#refused(base, vm, message);
    }
    vm.plugins.add(root);
    this.#roots.get(vm)?.set(key, root);
    return root.retained();
  }

  #refused(base: BaseVm, vm: Vm, message: string): null {
    base.refuse(vm, message);
    if (vm.plugins.size === 0) vm.drop();
    return null;
  }

  /** The running VM, or a new one if there is none or it has failed. */
  #vmOf(base: BaseVm): Vm | null {
    const found = this.#vms.get(base);
    if (found?.isRunning) return found;
    const vm = base.create(this.#kind, this.#worker);
    if (vm === null) return null;
    this.#vms.set(base, vm);
    this.#roots.set(vm, new Map());
    return vm;
  }
}
