import { hostSignature } from "../abi/host-signatures.ts";
import { MetricNumbers } from "../engine/metric-numbers.ts";
import type { HostedModule, ModuleInstance } from "../engine/filter-module.ts";
import {
  readInterface,
  type ModuleInterface,
} from "../engine/wasm/module-interface.ts";

type Callable = (...args: never[]) => unknown;

/** The exports by which as-pect starts a spec; no VM may call them. */
const STARTS = ["_start", "_initialize"];

/**
 * The module of a spec, into which the filter is compiled as well. as-pect
 * instantiates it, and all VMs call this one instance. A host call of the module goes to
 * the VM whose callback runs; outside of callbacks it goes to the first VM, or to the
 * first one after `forgetIdle`.
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
    // The others are as-pect's.
    const imports = found.imports.filter(
      ({ module, name }) =>
        hostSignature(this.abiVersion, module, name) !== undefined,
    );
    this.interface = { ...found, imports };
  }

  /** Whether a callback runs in the module. */
  get isInCallback(): boolean {
    return this.#depth > 0;
  }

  /** The host functions that the module imports. */
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

  /** Sets the exports of the instance, which exist only after its imports. */
  attach(exports: object): void {
    this.#exports = { ...exports };
    for (const name of STARTS) delete this.#exports[name];
  }

  /** Lets the next VM take the host calls outside of callbacks. */
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
