import { readFile } from "node:fs/promises";
import { binaryOf } from "./abi/text.ts";
import { FilterModule, type HostedModule } from "./engine/filter-module.ts";
import { HttpStream } from "./http/http-stream.ts";
import { BaseVms } from "./proxy/base-vms.ts";
import { newSharedServices, type HostOptions } from "./proxy/host-options.ts";
import { PluginHandle, type PluginStart } from "./proxy/plugin-handle.ts";
import {
  pluginSettings,
  reloadInterval,
  vmSettings,
  type PluginOptions,
  type ServiceOptions,
} from "./proxy/plugin-options.ts";
import { contextsOf, Plugin, type StreamOptions } from "./proxy/plugin.ts";
import { Service, type ServiceThreads } from "./proxy/service.ts";
import { Thread } from "./proxy/thread.ts";
import type { PendingGrpcCall } from "./shared/calls/pending-grpc-call.ts";
import type { PendingHttpCall } from "./shared/calls/pending-http-call.ts";
import type { ServedGrpcStream } from "./shared/calls/served-grpc-stream.ts";
import type { Clock } from "./shared/clock.ts";
import type { Metrics } from "./shared/metrics.ts";
import type { LogLine, ProxyLog } from "./shared/proxy-log.ts";
import type { Queue } from "./shared/queue.ts";
import type { SharedServices } from "./shared/shared-services.ts";
import { StatsUpdates, type Stats } from "./shared/stats-updates.ts";
import type { Finding } from "./shared/strict/findings.ts";
import type { TcpOptions } from "./tcp/connection-state.ts";
import { TcpConnection } from "./tcp/tcp-connection.ts";

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
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** What its VMs share, for code that creates further VMs. */
  readonly sharedServices: SharedServices;
  readonly #module: HostedModule;
  // As in Envoy, the main thread has its own instance of each plugin.
  readonly #main = new Thread("main");
  readonly #workers: Thread[];
  readonly #bases: BaseVms;
  readonly #services = new Set<Service>();
  readonly #accessLoggers: Service[] = [];
  readonly #statsSinks: Service[] = [];
  readonly #stats: StatsUpdates;
  readonly #bufferLimit: number | undefined;
  #nextWorker = 0;

  /**
   * Compiles a module from a file or from bytes. Throws a HostError with Envoy's
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

  /** A proxy for a module that is compiled already; `load` compiles one. */
  constructor(module: HostedModule, options: HostOptions = {}) {
    this.#module = module;
    this.#bases = new BaseVms(module);
    this.sharedServices = newSharedServices(options);
    this.log = this.sharedServices.log;
    this.clock = this.sharedServices.clock;
    this.metrics = this.sharedServices.metrics;
    this.#stats = new StatsUpdates(this.metrics);
    this.#bufferLimit = options.bufferLimit;
    this.#workers = Array.from(
      { length: options.workers ?? 1 },
      (_, index) => new Thread("worker", index),
    );
  }

  /** The log lines of all VMs. */
  get logs(): readonly LogLine[] {
    return this.log.lines;
  }

  /**
   * What strict mode has found so far; empty without it.
   *
   *     const host = await ProxyHost.load(file, { strict: true });
   *     assert.deepEqual(host.findings, []);
   */
  get findings(): readonly Finding[] {
    return this.sharedServices.findings?.list ?? [];
  }

  /**
   * The HTTP calls of filters that wait for an answer, in order and of all threads:
   * what a plugin calls when it starts, it calls on each thread.
   */
  get httpCalls(): readonly PendingHttpCall[] {
    return this.sharedServices.callouts.httpCalls;
  }

  /**
   * Starts a plugin as Envoy does: on a canary that is thrown away, then on the main
   * thread and on each worker. Plugins with the same VM id, VM configuration,
   * variables and capabilities share their VMs. Throws a HostError if the plugin
   * refuses on the canary. If it refuses later, streams of that worker bypass it.
   */
  startPlugin(options: PluginOptions = {}): Plugin {
    const threads = this.#start(options);
    const plugin = new Plugin(options.name ?? "", threads, {
      httpStream: (plugins, stream) => this.httpStream(plugins, stream),
      tcpConnection: (plugins, stream) => this.tcpConnection(plugins, stream),
      workerOf: (stream) => this.#workerOf(stream),
    });
    this.#services.add(plugin);
    return plugin;
  }

  /**
   * Starts a plugin whose `proxy_on_log` is called at the end of each stream and
   * connection opened from now on, after those of the plugins in it. It can read the
   * headers and properties, but changes nothing.
   *
   *     host.startAccessLogger({ rootId: "logger" });
   */
  startAccessLogger(options: PluginOptions = {}): Service {
    const logger = this.#service(options, this.#start(options));
    this.#accessLoggers.push(logger);
    return logger;
  }

  /**
   * Starts a plugin that serves no streams: on each thread, or as a singleton on the
   * main thread only.
   *
   *     host.startService({ rootId: "poller", singleton: true });
   */
  startService(options: ServiceOptions = {}): Service {
    return this.#service(options, this.#start(options, options.singleton));
  }

  /**
   * Starts a plugin that receives statistics, on the main thread only.
   *
   *     host.startStatsSink({ rootId: "sink" });
   */
  startStatsSink(options: PluginOptions = {}): Service {
    const sink = this.#service(options, this.#start(options, true));
    this.#statsSinks.push(sink);
    return sink;
  }

  /**
   * Sends statistics to the stats sinks: the given ones, and the plugins' own
   * metrics as `wasmcustom.NAME`. For counters, they include the increase since the
   * last time.
   *
   *     host.flushStats({ counters: { "http.main.downstream_rq_total": 3 } });
   */
  flushStats(stats: Stats = {}): void {
    const update = this.#stats.next(stats);
    for (const each of this.#statsSinks)
      each.mainContext()?.updateStats(update);
  }

  /** Opens a stream through several plugins, in the order of the request. */
  httpStream(
    plugins: readonly Plugin[],
    options: StreamOptions = {},
  ): HttpStream {
    const worker = this.#workerOf(options);
    const loggers = contextsOf(this.#accessLoggers, worker);
    const roots = contextsOf(plugins, worker);
    return new HttpStream(roots, this.sharedServices.dispatcher, loggers, {
      bufferLimit: this.#bufferLimit,
      properties: options.properties,
    });
  }

  /**
   * Opens a TCP connection through several plugins, in the order of the client's
   * data.
   */
  tcpConnection(
    plugins: readonly Plugin[],
    options: TcpOptions & StreamOptions = {},
  ): TcpConnection {
    const worker = this.#workerOf(options);
    const loggers = contextsOf(this.#accessLoggers, worker);
    const roots = contextsOf(plugins, worker);
    return new TcpConnection(
      roots,
      this.sharedServices.dispatcher,
      options,
      loggers,
    );
  }

  /** Lets time pass: timers run when they are due. */
  advance(milliseconds: number): void {
    this.sharedServices.dispatcher.advance(milliseconds);
  }

  /** The gRPC calls of filters that wait for an answer, in order. */
  get grpcCalls(): readonly PendingGrpcCall[] {
    return this.sharedServices.callouts.grpcCalls;
  }

  /** The gRPC streams of filters that the server has not closed, in order. */
  get grpcStreams(): readonly ServedGrpcStream[] {
    return this.sharedServices.callouts.grpcStreams;
  }

  /** The queue that a VM has registered, or null; the VM id is `""` by default. */
  queue(name: string, vmId = ""): Queue | null {
    const { sharedQueues } = this.sharedServices;
    return sharedQueues.find(binaryOf(vmId), binaryOf(name));
  }

  /** Registers a queue, as a plugin outside of the test would. */
  addQueue(name: string, vmId = ""): Queue {
    const { sharedQueues } = this.sharedServices;
    return sharedQueues.register(binaryOf(vmId), binaryOf(name), () => {});
  }

  /** Ends all plugins, as Envoy does when it ends. */
  stop(): void {
    for (const each of this.#services) each.stop();
    this.#services.clear();
  }

  #start(options: PluginOptions, onlyMain = false): ServiceThreads {
    const settings = pluginSettings(options);
    const base = this.#bases.of(
      vmSettings(options, this.sharedServices),
      settings.name,
    );
    base.tryOut(settings);
    const start: PluginStart = {
      base,
      settings,
      failurePolicy: options.failurePolicy ?? "FAIL_CLOSED",
      reloadInterval: reloadInterval(options),
    };
    const on = (thread: Thread) => new PluginHandle(thread, start);
    if (this.#module.startsOnce) {
      return { main: null, workers: this.#workers.map(on) };
    }
    return {
      main: on(this.#main),
      workers: onlyMain ? [] : this.#workers.map(on),
    };
  }

  #service(options: PluginOptions, threads: ServiceThreads): Service {
    const service = new Service(options.name ?? "", threads);
    this.#services.add(service);
    return service;
  }

  #workerOf({ worker }: StreamOptions): number {
    const count = this.#workers.length;
    if (worker === undefined) return this.#nextWorker++ % count;
    if (Number.isInteger(worker) && worker >= 0 && worker < count)
      return worker;
    throw new RangeError(
      `There is no worker ${worker}: the host has ${count}, numbered from 0.`,
    );
  }
}
