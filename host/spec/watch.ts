import type { HostedModule } from "../engine/filter-module.ts";

type HostFunction = (...args: never[]) => unknown;

/** Counts the calls of host functions of one host, and refuses those that a spec names. */
export class Watch {
  /** The statuses that refused functions return. */
  readonly #refusals = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  /** Makes a host function return a status and do nothing. */
  refuse(name: string, status: number): void {
    this.#refusals.set(name, status);
  }

  /** Lets a refused host function work again. */
  restore(name: string): void {
    this.#refusals.delete(name);
  }

  /** Returns how often a host function was called. */
  count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** Wraps host functions. */
  over(imports: WebAssembly.Imports): WebAssembly.Imports {
    const watched: WebAssembly.Imports = {};
    for (const [module, functions] of Object.entries(imports)) {
      watched[module] = {};
      for (const [name, run] of Object.entries(functions)) {
        watched[module][name] = (...args: never[]) => {
          this.#counts.set(name, this.count(name) + 1);
          const refusal = this.#refusals.get(name);
          return refusal ?? (run as HostFunction)(...args);
        };
      }
    }
    return watched;
  }
}

/**
 * Wraps the host functions that a module gets.
 *
 *     new ProxyHost(watched(module, watch));
 */
export function watched(module: HostedModule, watch: Watch): HostedModule {
  return {
    abiVersion: module.abiVersion,
    interface: module.interface,
    startsOnce: module.startsOnce,
    instantiate: (imports) => module.instantiate(watch.over(imports)),
  };
}
