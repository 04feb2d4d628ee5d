import { readFile } from "node:fs/promises";
import type { LogLevel } from "./abi/log-level.ts";
import { Callouts, type ClusterOptions } from "./calls/callouts.ts";
import type { HttpCall } from "./calls/http-call.ts";
import type { PluginSettings } from "./contexts/plugin-settings.ts";
import type { Properties } from "./contexts/properties.ts";
import type { DnsResolver } from "./foreign/dns-answer.ts";
import type { ForeignFunctions } from "./foreign/foreign-function.ts";
import { HostError } from "./host-error.ts";
import { HttpStream } from "./http/http-stream.ts";
import { contextsOf, Plugin, type StreamOptions } from "./plugin.ts";
import { TcpConnection, type TcpOptions } from "./tcp/tcp-connection.ts";
import { Metrics } from "./shared/metrics.ts";
import { SharedData } from "./shared/shared-data.ts";
import { SharedQueues } from "./shared/shared-queues.ts";
import { Findings, type Finding } from "./strict/findings.ts";
import { ProxyLog, type LogLine } from "./vm/proxy-log.ts";
import { VirtualClock } from "./vm/virtual-clock.ts";
import type { VmSettings } from "./vm/vm.ts";
import { FilterModule, type HostedModule } from "./wasm/filter-module.ts";
import { BaseVm } from "./workers/base-vm.ts";
import {
  PluginHandle,
  type FailurePolicy,
  type PluginStart,
} from "./workers/plugin-handle.ts";
import { Thread } from "./workers/thread.ts";

/**
 * A configuration: text or bytes, which the plugin gets as they are. Envoy hands
 * over any other message, a Struct too, as protobuf.
 */
export type Configuration = string | Uint8Array;

export interface HostOptions {
  /** Lines below it are not logged; `"info"` as in Envoy. */
  logLevel?: LogLevel;
  /** What filters may call beyond the ABI, by name, over what Envoy has. */
  foreignFunctions?: ForeignFunctions;
  /** Answers for a name server, once the callback that asked has returned. */
  resolveDns?: DnsResolver;
  /** When the proxy's clock starts; now by default. */
  now?: Date;
  /** How many threads serve streams, each with its own VMs; 1 by default. */
  workers?: number;
  /** Collects in `findings` what a proxy accepts in silence. */
  strict?: boolean;
  /** The clusters that plugins may call, by their names; none by default. */
  clusters?: Record<string, ClusterOptions>;
}

export interface PluginOptions {
  name?: string;
  rootId?: string;
  vmId?: string;
  configuration?: Configuration;
  vmConfiguration?: Configuration;
  /** The variables that the VM sees, and no others. */
  environment?: Record<string, string>;
  failurePolicy?: FailurePolicy;
  /**
   * Milliseconds that pass before FAIL_RELOAD starts the plugin again; 1000 by
   * default. Envoy adds up to a half at random, the emulator nothing.
   */
  reloadInterval?: number;
  /**
   * The only host functions and callbacks that the VM has; all of them by default,
   * and if it is empty.
   */
  allowedCapabilities?: readonly string[];
  /** Since Envoy 1.35: StopIteration stops the headers alone. */
  allowOnHeadersStopIteration?: boolean;
  /** What the filter reads beside what the emulator derives. */
  properties?: Properties;
}

/** Envoy's own default. */
const RELOAD_INTERVAL = 1000;

/**
 * A proxy in this process that runs a compiled filter by Envoy's rules.
 *
 *     const host = await ProxyHost.load("build/release.wasm");
 *     const plugin = host.startPlugin({ configuration: "world" });
 *     const response = plugin.httpStream().request({ path: "/" });
 *     response?.header("hello"); // "world"
 */
export class ProxyHost {
  readonly log: ProxyLog;
  readonly clock: VirtualClock;
  readonly metrics = new Metrics();
  readonly #callouts: Callouts;
  readonly #sharedData = new SharedData();
  readonly #sharedQueues = new SharedQueues();
  readonly #foreignFunctions: ForeignFunctions;
  readonly #resolveDns: DnsResolver | null;
  readonly #module: HostedModule;
  // As in Envoy, where the main thread has its own instance of each plugin.
  readonly #main = new Thread("main");
  readonly #workers: Thread[];
  readonly #bases = new Map<string, BaseVm>();
  readonly #plugins = new Set<Plugin>();
  readonly #findings?: Findings;
  #nextWorker = 0;

  /**
   * Compiles a module, from a file or bytes; throws a HostError with Envoy's
   * message where Envoy would not load it.
   */
  static async load(
    source: string | URL | Uint8Array,
    options: HostOptions = {},
  ): Promise<ProxyHost> {
    const bytes =
      source instanceof Uint8Array ? source : await readFile(source);
    return new ProxyHost(FilterModule.compile(Uint8Array.from(bytes)), options);
  }

  /** A proxy around a module that is there already; `load` compiles one. */
  constructor(module: HostedModule, options: HostOptions = {}) {
    this.#module = module;
    this.log = new ProxyLog(options.logLevel);
    this.clock = new VirtualClock(options.now);
    this.#foreignFunctions = options.foreignFunctions ?? {};
    this.#resolveDns = options.resolveDns ?? null;
    if (options.strict) this.#findings = new Findings();
    this.#callouts = new Callouts(this.clock, options.clusters);
    this.#workers = Array.from(
      { length: options.workers ?? 1 },
      (_, index) => new Thread("worker", index),
    );
  }

  /** The lines of the log, those of all VMs. */
  get logs(): readonly LogLine[] {
    return this.log.lines;
  }

  /**
   * What the strict mode has found so far; nothing without it.
   *
   *     const host = await ProxyHost.load(file, { strict: true });
   *     assert.deepEqual(host.findings, []);
   */
  get findings(): readonly Finding[] {
    return this.#findings?.list ?? [];
  }

  /**
   * The HTTP calls of filters that wait for an answer, in their order, of all
   * threads: what a plugin calls when it starts, it calls on each.
   */
  get httpCalls(): readonly HttpCall[] {
    return this.#callouts.httpCalls;
  }

  /**
   * Starts a plugin as Envoy does: on a canary that is thrown away, then on the
   * main thread and on each worker. Plugins with the same VM id, VM
   * configuration, variables and capabilities share their VMs. Throws a HostError where the plugin refuses on
   * the canary; where it refuses later, streams of that worker pass it by.
   */
  startPlugin(options: PluginOptions = {}): Plugin {
    const settings = pluginSettings(options);
    const base = this.#baseOf(options, settings.name);
    base.tryOut(settings);
    const start: PluginStart = {
      base,
      settings,
      failurePolicy: options.failurePolicy ?? "FAIL_CLOSED",
      reloadInterval: nanoseconds(options.reloadInterval ?? RELOAD_INTERVAL),
    };
    const plugin = new Plugin(settings.name, {
      main: this.#module.isOneInstance
        ? null
        : new PluginHandle(this.#main, start),
      workers: this.#workers.map((each) => new PluginHandle(each, start)),
      clock: this.clock,
      workerOf: (stream) => this.#workerOf(stream),
    });
    this.#plugins.add(plugin);
    return plugin;
  }

  /** Opens a stream that passes several plugins, in the order of the request. */
  httpStream(
    plugins: readonly Plugin[],
    options: StreamOptions = {},
  ): HttpStream {
    const worker = this.#workerOf(options);
    return new HttpStream(contextsOf(plugins, worker), this.clock);
  }

  /** Opens a TCP connection that passes several plugins, the client's data in order. */
  tcpConnection(
    plugins: readonly Plugin[],
    options: TcpOptions & StreamOptions = {},
  ): TcpConnection {
    const worker = this.#workerOf(options);
    return new TcpConnection(contextsOf(plugins, worker), this.clock, options);
  }

  /** Lets time pass: ticks come when they are due. */
  advance(milliseconds: number): void {
    this.clock.advance(milliseconds);
  }

  /** Ends all plugins, as Envoy does when it ends. */
  stop(): void {
    for (const plugin of this.#plugins) plugin.stop();
    this.#plugins.clear();
  }

  #workerOf({ worker }: StreamOptions): number {
    const count = this.#workers.length;
    if (worker === undefined) return this.#nextWorker++ % count;
    if (Number.isInteger(worker) && worker >= 0 && worker < count)
      return worker;
    throw new RangeError(
      `There is no worker ${worker}: the host has ${count}, from 0.`,
    );
  }

  #baseOf(options: PluginOptions, plugin: string): BaseVm {
    const settings = this.#vmSettings(options);
    const key = vmKey(settings);
    const found = this.#bases.get(key);
    if (found?.isUsed) return found;
    const base = new BaseVm(this.#module, settings, plugin);
    this.#bases.set(key, base);
    return base;
  }

  #vmSettings(options: PluginOptions): VmSettings {
    return {
      vmId: options.vmId ?? "",
      configuration: bytesOf(options.vmConfiguration),
      environment: options.environment ?? {},
      allowedCapabilities: new Set(options.allowedCapabilities),
      log: this.log,
      sharedData: this.#sharedData,
      sharedQueues: this.#sharedQueues,
      metrics: this.metrics,
      foreignFunctions: this.#foreignFunctions,
      resolveDns: this.#resolveDns,
      clock: this.clock,
      findings: this.#findings,
      callouts: this.#callouts,
    };
  }
}

/** What plugins have in common that share their VMs. */
function vmKey(settings: VmSettings): string {
  const { vmId, configuration, environment, allowedCapabilities } = settings;
  return JSON.stringify([
    vmId,
    [...configuration],
    Object.entries(environment).toSorted(),
    [...allowedCapabilities].toSorted(),
  ]);
}

function pluginSettings(options: PluginOptions): PluginSettings {
  const { allowOnHeadersStopIteration = false, properties = {} } = options;
  return {
    name: options.name ?? "",
    rootId: options.rootId ?? "",
    configuration: bytesOf(options.configuration),
    allowOnHeadersStopIteration,
    properties,
  };
}

function nanoseconds(reloadInterval: number): bigint {
  if (reloadInterval < 2) {
    throw new HostError(
      "UNDEFINED_IN_ENVOY",
      `A reload interval of ${reloadInterval} ms divides by zero in Envoy 1.40, ` +
        "which ends then. Give 2 ms or more.",
    );
  }
  return BigInt(Math.round(reloadInterval * 1_000_000));
}

function bytesOf(value: Configuration | undefined): Uint8Array {
  if (value === undefined) return new Uint8Array(0);
  if (typeof value === "string") return Buffer.from(value);
  return value;
}
