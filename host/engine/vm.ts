import type { LogLine } from "../shared/proxy-log.ts";
import type { SharedServices } from "../shared/shared-services.ts";
import {
  ENOUGH_TO_SETTLE,
  reportGrowth,
  reportModuleScope,
} from "../shared/strict/report.ts";
import { isCapable, refusedCapability } from "./capabilities.ts";
import type { Context } from "./context.ts";
import type { HostedModule, ModuleInstance } from "./filter-module.ts";
import type { MetricNumbers } from "./metric-numbers.ts";
import { isAllowed, RestrictedCall, type Restriction } from "./restriction.ts";
import { isTrap, MAX_FRAMES, trapMessage } from "./trap.ts";
import { VmMemory } from "./vm-memory.ts";

type Exported = (...args: number[]) => number | undefined;

/** Host functions by name; an i64 is a bigint. */
export type HostFunctions = Record<string, (...args: never[]) => unknown>;

/** The settings that all VMs of one configuration share. */
export interface VmSettings extends SharedServices {
  vmId: string;
  configuration: Uint8Array;
  environment: Record<string, string>;
  /** An empty set allows everything. */
  allowedCapabilities: ReadonlySet<string>;
}

export interface VmOptions extends VmSettings {
  kind: LogLine["vm"];
  /** The number of the worker that it serves. */
  worker: number;
  /** Makes the host functions, by import module. */
  link(vm: Vm): Record<string, HostFunctions>;
}

/**
 * An instance of a module and its contexts. Envoy has one per worker. A trap ends
 * it.
 *
 *     vm.turn(() => vm.call(context, "proxy_on_tick", context.id));
 */
export class Vm {
  readonly module: HostedModule;
  readonly settings: VmOptions;
  readonly contexts = new Map<number, Context>();
  /** The plugins that run in this VM. */
  readonly plugins = new Set<Context>();
  readonly memory = new VmMemory();
  /** Why the VM has failed; null while it runs. */
  failure: string | null = null;
  /** Set by a local response: the status that the callback returns is then ignored. */
  stopsIteration = false;
  /** The context that host functions act on instead of the current one; 0 for none. */
  effectiveId = 0;
  /** What host functions act on outside of callbacks. */
  idle: Context | null = null;
  #current: Context | null = null;
  #restriction: Restriction | null = null;
  #actions: (() => void)[] = [];
  readonly #instance: ModuleInstance;
  #dropped = false;
  #callback = "";
  /** How many bytes the host has put into the module's memory so far. */
  #allocated = 0;
  #settledSize: number | null = null;
  readonly #exports: Record<string, Exported | undefined>;

  constructor(module: HostedModule, settings: VmOptions) {
    this.module = module;
    this.settings = settings;
    const imports = this.#guarded(settings.link(this));
    this.#instance = module.instantiate(imports);
    const { exports } = this.#instance;
    this.memory.attach(exports.memory as WebAssembly.Memory);
    this.#exports = exports as Record<string, Exported | undefined>;
  }

  /** Starts the module. It may call only the log and WASI meanwhile. */
  start(context: Context): void {
    this.#restriction = "start";
    if (this.has("_initialize")) {
      this.call(context, "_initialize");
      if (this.has("main")) this.call(context, "main", 0, 0);
      else if (this.has("__main_void")) this.call(context, "__main_void");
    } else if (this.has("_start")) {
      this.call(context, "_start");
    }
    this.#restriction = null;
  }

  /** Which callback is running and for which context, as text for people. */
  get where(): string {
    return `${this.#callback} of context ${this.#current?.id ?? 0}`;
  }

  /** Checks whether the module frees what the host puts into its memory. */
  checkMemory(): void {
    if (this.#allocated < ENOUGH_TO_SETTLE) return;
    this.#settledSize ??= this.memory.size;
    reportGrowth(this, this.#allocated, this.#settledSize);
  }

  /** Whether it has neither failed nor ended. */
  get isRunning(): boolean {
    return this.failure === null && !this.#dropped;
  }

  /** Ends it: nothing is called after that. */
  drop(): void {
    this.#dropped = true;
    for (const context of this.contexts.values()) {
      this.settings.callouts.cancel(context);
    }
  }

  get isDropped(): boolean {
    return this.#dropped;
  }

  /**
   * Whether the module may be called again before a new stream opens, for another
   * context than the given one.
   */
  mayBeCalledFor(context: Context): boolean {
    return [...this.contexts.values()].some(
      (each) => each !== context && each.mayBeCalled,
    );
  }

  get metricNumbers(): MetricNumbers {
    return this.#instance.metricNumbers;
  }

  /** Whether the module has a callback. */
  has(name: string): boolean {
    return (
      this.#exports[name] !== undefined &&
      isCapable(this.settings.allowedCapabilities, name)
    );
  }

  addContext(context: Context): void {
    context.id = this.#instance.nextContextId();
    this.contexts.set(context.id, context);
  }

  /** The context that the current host function acts on. */
  get context(): Context {
    const effective = this.contexts.get(this.effectiveId);
    return effective ?? this.#current ?? this.idle!;
  }

  /** The context whose callback is running. */
  get currentContext(): Context {
    return this.#current ?? this.idle!;
  }

  /**
   * Calls a function of the module for a context. Returns undefined if it is
   * missing, returns nothing, or traps.
   */
  call(context: Context, name: string, ...args: number[]): number | undefined {
    if (!this.isRunning || !this.has(name)) return undefined;
    const callback = this.#exports[name]!;
    const current = this.#current;
    const before = this.#callback;
    const { effectiveId } = this;
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = MAX_FRAMES * 2;
    this.#current = context;
    this.#callback = name;
    this.effectiveId = 0;
    try {
      return callback(...args);
    } catch (error) {
      // Any other error is the emulator's own: it goes to the test, not to the
      // log.
      if (!isTrap(error) || current !== null) throw error;
      this.#fail(trapMessage(name, error, this.module.interface));
      return undefined;
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
      this.#current = current;
      this.#callback = before;
      this.effectiveId = effectiveId;
    }
  }

  /** Runs callbacks, then the actions that host functions have deferred meanwhile. */
  turn<T>(run: () => T): T {
    return this.settings.dispatcher.run(() => {
      const result = run();
      this.stopsIteration = false;
      for (;;) {
        const action = this.#actions.shift();
        if (action === undefined) return result;
        action();
      }
    });
  }

  /** Defers an action until the callback of this turn has returned. */
  defer(action: () => void): void {
    this.#actions.push(action);
  }

  /** Asks the module for memory; returns 0 where it has none. */
  allocate(size: number): number {
    const restriction = this.#restriction;
    this.#allocated += size;
    const name = this.has("malloc") ? "malloc" : "proxy_on_memory_allocate";
    this.#restriction = "malloc";
    const address = this.call(this.#current ?? this.idle!, name, size);
    this.#restriction = restriction;
    return (address ?? 0) >>> 0;
  }

  #fail(message: string): void {
    this.failure = message;
    this.#restriction = null;
    const { log, kind } = this.settings;
    log.write({ level: "error", message, text: message, vm: kind });
  }

  #refusing(module: string, name: string): () => number {
    const { message, status } = refusedCapability(module, name);
    const { log, kind } = this.settings;
    return () => {
      log.write({ level: "error", message, text: message, vm: kind });
      return status;
    };
  }

  /** The functions that the module imports, each behind a check for restrictions. */
  #guarded(functions: Record<string, HostFunctions>): WebAssembly.Imports {
    const imports: WebAssembly.Imports = {};
    for (const { module, name, kind } of this.module.interface.imports) {
      if (kind !== "function") continue;
      const run = isCapable(this.settings.allowedCapabilities, name)
        ? functions[module][name]
        : this.#refusing(module, name);
      (imports[module] ??= {})[name] = (...args: never[]) => {
        const restriction = this.#restriction;
        if (restriction !== null && !isAllowed(restriction, name)) {
          if (restriction === "start") reportModuleScope(this, name);
          throw new RestrictedCall();
        }
        return run(...args);
      };
    }
    return imports;
  }
}
