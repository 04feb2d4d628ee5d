import { readFile } from "node:fs/promises";
import type { LogLevel } from "./abi/log-level.ts";
import type { Properties } from "./contexts/properties.ts";
import { RootContext, type PluginSettings } from "./contexts/root-context.ts";
import { VmContext } from "./contexts/vm-context.ts";
import { hostFunctions } from "./functions/host-functions.ts";
import { HostError } from "./host-error.ts";
import { HttpStream } from "./http/http-stream.ts";
import { filtersOf, Plugin, type FailurePolicy } from "./plugin.ts";
import { TcpConnection, type TcpOptions } from "./tcp/tcp-connection.ts";
import { Metrics } from "./shared/metrics.ts";
import { SharedData } from "./shared/shared-data.ts";
import { ProxyLog, type LogLine } from "./vm/proxy-log.ts";
import { VirtualClock } from "./vm/virtual-clock.ts";
import { Vm, type VmSettings } from "./vm/vm.ts";
import { FilterModule, type HostedModule } from "./wasm/filter-module.ts";

/**
 * A configuration: text or bytes, which the plugin gets as they are. Envoy hands
 * over any other message, a Struct too, as protobuf.
 */
export type Configuration = string | Uint8Array;

export interface HostOptions {
  /** Lines below it are not logged; `"info"` as in Envoy. */
  logLevel?: LogLevel;
  /** When the proxy's clock starts; now by default. */
  now?: Date;
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
  /** Since Envoy 1.35: StopIteration stops the headers alone. */
  allowOnHeadersStopIteration?: boolean;
  /** What the filter reads beside what the emulator derives. */
  properties?: Properties;
}

type Thread = Map<string, Vm>;

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
  readonly #sharedData = new SharedData();
  readonly #module: HostedModule;
  // As in Envoy, where the main thread has its own instance of each plugin.
  readonly #main: Thread = new Map();
  readonly #worker: Thread = new Map();
  readonly #base = new Set<string>();

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
  constructor(module: HostedModule, options: HostOptions) {
    this.#module = module;
    this.log = new ProxyLog(options.logLevel);
    this.clock = new VirtualClock(options.now);
  }

  /** The lines of the log, those of all VMs. */
  get logs(): readonly LogLine[] {
    return this.log.lines;
  }

  /**
   * Starts a plugin as Envoy does: on a canary that is thrown away, then on the
   * main thread and on a worker. Plugins with the same VM id and VM configuration
   * share their VMs. Throws a HostError where the plugin refuses.
   */
  startPlugin(options: PluginOptions = {}): Plugin {
    const settings = this.#vmSettings(options);
    const key = JSON.stringify([settings.vmId, [...settings.configuration]]);
    const plugin = pluginSettings(options);
    if (!this.#module.isOneInstance) this.#tryOut(key, settings, plugin);
    const vm = this.#vmOf(this.#worker, key, settings, "worker");
    const root = this.#startOn(vm, plugin);
    return new Plugin(root, options.failurePolicy ?? "FAIL_CLOSED");
  }

  /** Opens a stream that passes several plugins, in the order of the request. */
  httpStream(plugins: readonly Plugin[]): HttpStream {
    return new HttpStream(filtersOf(plugins), this.clock);
  }

  /** Opens a TCP connection that passes several plugins, the client's data in order. */
  tcpConnection(
    plugins: readonly Plugin[],
    options?: TcpOptions,
  ): TcpConnection {
    return new TcpConnection(filtersOf(plugins), options);
  }

  /** Lets time pass: ticks come when they are due. */
  advance(milliseconds: number): void {
    this.clock.advance(milliseconds);
  }

  #vmSettings(options: PluginOptions): VmSettings {
    return {
      vmId: options.vmId ?? "",
      configuration: bytesOf(options.vmConfiguration),
      environment: options.environment ?? {},
      log: this.log,
      sharedData: this.#sharedData,
      metrics: this.metrics,
      clock: this.clock,
    };
  }

  #tryOut(key: string, settings: VmSettings, plugin: PluginSettings): void {
    if (!this.#base.has(key)) this.#newVm(settings, plugin.name, "base");
    this.#base.add(key);
    this.#startOn(this.#newVm(settings, plugin.name, "canary"), plugin);
    this.#startOn(this.#vmOf(this.#main, key, settings, "main"), plugin);
  }

  #vmOf(
    thread: Thread,
    key: string,
    settings: VmSettings,
    kind: LogLine["vm"],
  ): Vm {
    const found = thread.get(key);
    if (found !== undefined) return found;
    const vm = this.#newVm(settings, "", kind);
    thread.set(key, vm);
    return vm;
  }

  #newVm(settings: VmSettings, name: string, kind: LogLine["vm"]): Vm {
    const vm = new Vm(this.#module, { ...settings, kind, link: hostFunctions });
    vm.start(new VmContext(settings));
    if (vm.failure === null) return vm;
    this.#logRefusal(kind, name, "Failed to initialize Wasm code");
    throw new HostError("MODULE_REFUSED", vm.failure);
  }

  #startOn(vm: Vm, settings: PluginSettings): RootContext {
    const root = new RootContext(vm, settings);
    const { name } = settings;
    const failed = "Failed to configure base Wasm plugin";
    if (!root.start())
      throw this.#rejected(vm, name, "Failed to start base Wasm");
    if (root.configure()) return root;
    throw this.#rejected(vm, name, failed);
  }

  #rejected(vm: Vm, plugin: string, message: string): HostError {
    this.#logRefusal(vm.settings.kind, plugin, message);
    return new HostError("PLUGIN_REJECTED", vm.failure ?? message);
  }

  #logRefusal(vm: LogLine["vm"], plugin: string, message: string): void {
    const write = (level: LogLevel, text: string) =>
      this.log.write({ level, message: text, text, vm });
    write("error", `Wasm VM failed ${message}`);
    write("critical", `Plugin ${plugin} failed to load`);
    write("critical", "Plugin configured to fail closed failed to load");
  }
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

function bytesOf(value: Configuration | undefined): Uint8Array {
  if (value === undefined) return new Uint8Array(0);
  if (typeof value === "string") return Buffer.from(value);
  return value;
}
