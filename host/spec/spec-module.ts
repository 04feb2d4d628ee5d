import { hostSignature } from "../abi/host-signatures.ts";
import { MetricNumbers } from "../engine/metric-numbers.ts";
import type { HostedModule, ModuleInstance } from "../engine/filter-module.ts";
import {
  readInterface,
  type ModuleInterface,
} from "../engine/wasm/module-interface.ts";

type Callable = (...args: never[]) => unknown;

/** The runner's own functions to start a spec, which no VM may call. */
const STARTS = ["_start", "_initialize"];

/**
 * The module of a spec, which holds the filter as well: its runner instantiates
 * it, and all VMs call this one instance. What the module calls goes to the VM
 * that has called it last, and else to the first VM, or the one after `forgetIdle`.
 *
 *     const module = new SpecModule(binary);
 *     const instance = await instantiate(binary, module.imports);
 *     module.attach(instance.exports);
 */
export class SpecModule implements HostedModule {
  readonly abiVersion = "0_2_1";
  readonly startsOnce = true;
  readonly interface: ModuleInterface;
  #exports: Record<string, unknown> = {};
  #imports: WebAssembly.Imports | null = null;
  #depth = 0;
  #lastContextId = 0;
  readonly #metricNumbers = new MetricNumbers();

  constructor(bytes: Uint8Array) {
    const found = readInterface(bytes);
    // The others are the runner's.
    const imports = found.imports.filter(
      ({ module, name }) =>
        hostSignature(this.abiVersion, module, name) !== undefined,
    );
    this.interface = { ...found, imports };
  }

  /** Whether a VM has called the module and waits for it. */
  get isInCallback(): boolean {
    return this.#depth > 0;
  }

  /** The functions of the host that the module imports. */
  get imports(): Record<string, Record<string, Callable>> {
    const imports: Record<string, Record<string, Callable>> = {};
    for (const { module, name } of this.interface.imports) {
      (imports[module] ??= {})[name] = (...args) => {
        const run = this.#imports?.[module][name] as Callable;
        return run(...args);
      };
    }
    return imports;
  }

  /** Takes the exports of the instance, which exists only after its imports. */
  attach(exports: object): void {
    this.#exports = { ...exports };
    for (const name of STARTS) delete this.#exports[name];
  }

  /** Has what the module calls outside of callbacks go to the next VM. */
  forgetIdle(): void {
    this.#imports = null;
  }

  instantiate(imports: WebAssembly.Imports): ModuleInstance {
    this.#imports ??= imports;
    const exports = { ...this.#exports };
    for (const [name, value] of Object.entries(exports)) {
      if (typeof value !== "function") continue;
      exports[name] = this.#calling(value as Callable, imports);
    }
    return {
      exports,
      metricNumbers: this.#metricNumbers,
      nextContextId: () => ++this.#lastContextId,
    };
  }

  #calling(run: Callable, imports: WebAssembly.Imports): Callable {
    return (...args) => {
      const before = this.#imports;
      this.#imports = imports;
      this.#depth++;
      try {
        return run(...args);
      } finally {
        this.#imports = before;
        this.#depth--;
      }
    };
  }
}
