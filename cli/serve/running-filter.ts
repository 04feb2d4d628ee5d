import {
  HostError,
  Plugin,
  ProxyHost,
  type HttpStream,
  type LogLevel,
  type PluginOptions,
  type Service,
  type StreamOptions,
  type TcpConnection,
  type TcpOptions,
} from "../../host/index.ts";
import { CliError } from "../base/cli-error.ts";
import type { Clusters } from "../base/service-address.ts";
import type { Deployment } from "../deployment/deployment.ts";
import type { LineSymbolicator } from "../symbolicate/symbolicate-line.ts";
import { FilterLog } from "./filter-log.ts";
import { keepTime } from "./keep-time.ts";
import { resolveName } from "./name-server.ts";
import { outgoingCalls } from "./outgoing-calls.ts";
import { outgoingGrpc } from "./outgoing-grpc.ts";
import { refusalOf } from "./refused-call.ts";
import { startRefusal } from "./start-refusal.ts";
import { tracedModule, type HostCall } from "./traced-module.ts";
import type { Reach } from "./upstream-at.ts";
import { vmEnd } from "./vm-end.ts";
import type { Colors } from "../base/terminal-colors.ts";

/** What a filter did for one exchange. */
export interface FilterRecord {
  /** What it is for, in front of what the filter logs; undefined for the plugin itself. */
  label?: string;
  /** The host functions that the filter called. */
  calls: string[];
  milliseconds: number;
  /** What was refused so far, so that it is said once. */
  refusals: Set<string>;
  /** Whether a finding says already that headers were used too late. */
  hasLateHeaders: boolean;
}

/** An exchange or a connection that passes through a filter. */
export interface PassingExchange {
  readonly record: FilterRecord;
  /** Forwards what has come out of the filter. */
  pump(): void;
}

/** What a running filter can reach, its limits, and where it reports. */
export interface RunningFilterOptions extends Reach {
  form: Deployment["form"];
  /** Whether a service runs on the main thread only. */
  singleton?: boolean;
  clusters?: Clusters;
  /** How many bytes of a message may be buffered. */
  bufferLimit?: number;
  logLevel?: LogLevel;
  colors: Colors;
  /** Adds source lines to backtraces. */
  symbolicate?: LineSymbolicator;
}

/**
 * A plugin on an emulator that keeps real time and whose calls reach real servers.
 * Nothing that the plugin does can end this process.
 *
 *     const filter = new RunningFilter(bytes, { name: "auth" }, options);
 */
export class RunningFilter {
  readonly #host: ProxyHost;
  readonly #service: Service;
  readonly #policy: NonNullable<PluginOptions["failurePolicy"]>;
  readonly #options: RunningFilterOptions;
  readonly #log: FilterLog;
  readonly #symbolicate: LineSymbolicator;
  readonly #exchanges = new Set<PassingExchange>();
  readonly #forward: (record: FilterRecord) => void;
  readonly #stop: () => void;
  /** What it did outside any exchange. */
  readonly #background = newRecord();
  #record = this.#background;
  #failure: string | null = null;
  #seenFindings = 0;
  #unknownCluster: string | undefined;
  readonly #unknownProperties = new Set<string>();
  #isReplaced = false;
  #saidLast: string | undefined;

  /** Throws a CliError if a proxy would refuse the plugin. */
  constructor(
    bytes: Uint8Array<ArrayBuffer>,
    plugin: PluginOptions,
    options: RunningFilterOptions,
  ) {
    this.#options = options;
    const { clusters = {}, colors, say } = options;
    this.#symbolicate = options.symbolicate ?? ((line) => line);
    this.#policy = plugin.failurePolicy ?? "FAIL_CLOSED";
    this.#log = new FilterLog({ colors, say, symbolicate: this.#symbolicate });
    this.#host = this.#newHost(bytes, clusters);
    this.#service = this.#start(plugin);
    const calls = outgoingCalls(this.#host, clusters, options);
    const grpc = outgoingGrpc(this.#host, clusters, options.ca);
    this.#forward = (record) => {
      const tell = (work: () => void) => this.tell(record, work);
      calls.forward(tell);
      grpc.forward(tell);
    };
    const stopTime = keepTime((milliseconds) => {
      this.tell(this.#background, () => this.#host.advance(milliseconds));
    });
    this.#stop = () => {
      stopTime();
      calls.close();
      grpc.close();
    };
    this.tell(this.#background, () => undefined);
  }

  #newHost(bytes: Uint8Array<ArrayBuffer>, clusters: Clusters): ProxyHost {
    const module = tracedModule(bytes, (call) => this.#traced(call));
    const names = Object.keys(clusters).map((name) => [name, {}] as const);
    return new ProxyHost(module, {
      strict: true,
      clusters: Object.fromEntries(names),
      bufferLimit: this.#options.bufferLimit,
      logLevel: this.#options.logLevel,
      onLog: (line) => {
        this.#log.line(line, this.#record.label);
        // Nobody reads them again.
        queueMicrotask(() => this.#host.log.lines.splice(0));
      },
      resolveDns: resolveName,
      onUnknownCluster: (name) => (this.#unknownCluster = name),
      onUnknownProperty: (path) => this.#sayUnknown(path.join(".")),
    });
  }

  #start(plugin: PluginOptions): Service {
    const host = this.#host;
    const { form, singleton } = this.#options;
    const start = () => {
      if (form === "accessLog") return host.startAccessLogger(plugin);
      if (form !== "service") return host.startPlugin(plugin);
      return host.startService({ ...plugin, singleton });
    };
    try {
      return this.#log.duringStart(start);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      this.#sayFindings(this.#background);
      const sentence = startRefusal(
        error,
        this.#log.lastLine,
        this.#symbolicate,
      );
      throw new CliError(sentence, { cause: error });
    }
  }

  /** Opens a stream through the filter for an exchange, until {@link close}. */
  open(exchange: PassingExchange, options: StreamOptions = {}): HttpStream {
    this.#exchanges.add(exchange);
    const plugins = this.#service instanceof Plugin ? [this.#service] : [];
    return this.#host.httpStream(plugins, options);
  }

  /** Opens a connection through the filter, until {@link close}. */
  openTcp(
    exchange: PassingExchange,
    options: TcpOptions & StreamOptions = {},
  ): TcpConnection {
    this.#exchanges.add(exchange);
    const plugins = this.#service instanceof Plugin ? [this.#service] : [];
    return this.#host.tcpConnection(plugins, options);
  }

  /** Whether a trap has ended its VM, so that it is not called. */
  get hasFailed(): boolean {
    return this.#failure !== null;
  }

  close(exchange: PassingExchange): void {
    this.#exchanges.delete(exchange);
    if (this.#isReplaced && this.#exchanges.size === 0) this.#stop();
  }

  /** Ends the filter once its exchanges have ended. */
  replace(): void {
    this.#isReplaced = true;
    if (this.#exchanges.size === 0) this.#stop();
  }

  /**
   * Runs work that calls the filter and forwards the result. Throws what the emulator
   * throws.
   */
  run(record: FilterRecord, work: () => void): void {
    const before = this.#record;
    this.#record = record;
    const start = performance.now();
    try {
      work();
    } finally {
      record.milliseconds += performance.now() - start;
      this.#sayFindings(record);
      this.#sayFailure();
      this.#record = before;
    }
    this.#forward(record);
    for (const each of this.#exchanges) each.pump();
  }

  /** The same if nobody waits for it: an error is reported, once in a row. */
  tell(record: FilterRecord, work: () => void): void {
    try {
      this.run(record, work);
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.#saidLast) this.#log.say(message);
      this.#saidLast = message;
    }
    // It would grow for as long as the filter runs.
    this.#background.calls.splice(0);
  }

  #traced(call: HostCall): void {
    const record = this.#record;
    record.calls.push(call.name);
    const sentence = refusalOf(call, this.#unknownCluster);
    this.#unknownCluster = undefined;
    if (sentence === undefined || record.refusals.has(sentence)) return;
    const found = this.#host.findings.slice(this.#seenFindings);
    record.hasLateHeaders ||= found.some(
      ({ rule }) => rule === "headers-after-continue",
    );
    if (record.hasLateHeaders && call.name.includes("_header_map_")) return;
    record.refusals.add(sentence);
    this.#log.refusal(sentence, record.label);
  }

  #sayUnknown(name: string): void {
    if (this.#unknownProperties.has(name)) return;
    this.#unknownProperties.add(name);
    this.#log.say(
      `The filter reads the property ${name}, which serve does not know, and finds none; give it one with --property '${name}=VALUE'.`,
    );
  }

  #sayFindings({ label }: FilterRecord): void {
    const { findings } = this.#host;
    for (const each of findings.slice(this.#seenFindings)) {
      this.#log.finding(each, label);
    }
    this.#seenFindings = findings.length;
  }

  #sayFailure(): void {
    // While the plugin starts, the service is not there yet.
    const { failure } = this.#service;
    if (failure !== null && failure !== this.#failure) {
      this.#log.say(vmEnd(failure, this.#policy, this.#symbolicate));
    }
    this.#failure = failure;
  }
}

/**
 * An empty record.
 *
 *     newRecord("GET /")
 */
export function newRecord(label?: string): FilterRecord {
  return {
    label,
    calls: [],
    milliseconds: 0,
    refusals: new Set(),
    hasLateHeaders: false,
  };
}
