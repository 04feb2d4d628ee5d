import type { HostedModule } from "../engine/filter-module.ts";

type HostFunction = (...args: never[]) => unknown;

/** What a spec sees of the host functions of one host, and how it answers for them. */
export class Watch {
  /** The statuses of the functions that do nothing. */
  readonly #refusals = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  /** Has a host function answer a status, and do nothing. */
  refuse(name: string, status: number): void {
    this.#refusals.set(name, status);
  }

  /** Lets a host function work again. */
  restore(name: string): void {
    this.#refusals.delete(name);
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
          const refusal = this.#refusals.get(name);
          return refusal ?? (run as HostFunction)(...args);
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
    startsOnce: module.startsOnce,
    instantiate: (imports) => module.instantiate(watch.over(imports)),
  };
}
