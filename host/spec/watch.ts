import type { HostedModule } from "../wasm/filter-module.ts";

/** A host function, or what a spec has in its place. */
export type HostFunction = (...args: never[]) => unknown;

/** What a spec sees of the host functions of one host, and how it answers for them. */
export class Watch {
  readonly #answers = new Map<string, HostFunction>();
  readonly #counts = new Map<string, number>();

  /** Takes the place of a host function. */
  answer(name: string, run: HostFunction): void {
    this.#answers.set(name, run);
  }

  /** Lets a host function work again. */
  restore(name: string): void {
    this.#answers.delete(name);
  }

  /** How often a host function was called. */
  count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** The host functions, watched. */
  over(imports: WebAssembly.Imports): WebAssembly.Imports {
    const watched: WebAssembly.Imports = {};
    for (const [module, functions] of Object.entries(imports)) {
      watched[module] = {};
      for (const [name, run] of Object.entries(functions)) {
        watched[module][name] = (...args: never[]) => {
          this.#counts.set(name, this.count(name) + 1);
          const own = this.#answers.get(name) ?? (run as HostFunction);
          return own(...args);
        };
      }
    }
    return watched;
  }
}

/**
 * A module whose host functions are watched.
 *
 *     new ProxyHost(watched(module, watch));
 */
export function watched(module: HostedModule, watch: Watch): HostedModule {
  return {
    abiVersion: module.abiVersion,
    interface: module.interface,
    isOneInstance: module.isOneInstance,
    instantiate: (imports) => module.instantiate(watch.over(imports)),
  };
}
