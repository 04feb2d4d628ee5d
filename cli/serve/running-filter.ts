import {
  ProxyHost,
  type HttpStream,
  type LogLine,
  type Plugin,
  type PluginOptions,
} from "../../host/index.ts";
import type { Clusters } from "../base/service-address.ts";
import { keepTime } from "./keep-time.ts";
import { outgoingCalls } from "./outgoing-calls.ts";
import { outgoingGrpc } from "./outgoing-grpc.ts";
import { tracedModule } from "./traced-module.ts";
import type { Reach } from "./upstream-at.ts";

/** What a filter did for one exchange. */
export interface FilterRecord {
  logs: LogLine[];
  /** The host functions that it called. */
  calls: string[];
  milliseconds: number;
}

/** An exchange that passes through a filter. */
export interface PassingExchange {
  readonly record: FilterRecord;
  /** Forwards what has come out of the filter. */
  pump(): void;
}

/** What a running filter can reach, and its limits. */
export interface RunningFilterOptions extends Reach {
  clusters?: Clusters;
  /** How many bytes of a message may be buffered. */
  bufferLimit?: number;
}

/**
 * A plugin on an emulator that keeps real time and whose calls reach real servers.
 * Nothing that the plugin does can end this process.
 *
 *     const filter = new RunningFilter(bytes, { name: "auth" }, { say });
 */
export class RunningFilter {
  readonly #host: ProxyHost;
  readonly #plugin: Plugin;
  readonly #options: RunningFilterOptions;
  readonly #exchanges = new Set<PassingExchange>();
  readonly #forward: (record: FilterRecord) => void;
  readonly #stop: () => void;
  /** What it did outside any exchange. */
  readonly #background: FilterRecord = newRecord();
  #record = this.#background;
  #seenLogs = 0;
  #isReplaced = false;
  #saidLast: string | undefined;
  readonly #unknown = new Set<string>();

  /** Throws a HostError if a proxy would refuse the plugin. */
  constructor(
    bytes: Uint8Array<ArrayBuffer>,
    plugin: PluginOptions,
    options: RunningFilterOptions,
  ) {
    this.#options = options;
    const { clusters = {}, bufferLimit } = options;
    const module = tracedModule(bytes, (name) => this.#record.calls.push(name));
    const names = Object.keys(clusters).map((name) => [name, {}] as const);
    this.#host = new ProxyHost(module, {
      clusters: Object.fromEntries(names),
      onUnknownCluster: (name) => this.#sayUnknown(name),
      bufferLimit,
    });
    this.#plugin = this.#host.startPlugin(plugin);
    const calls = outgoingCalls(this.#host, clusters, options);
    const grpc = outgoingGrpc(this.#host, clusters, options.ca);
    this.#forward = (record) => {
      const tell = (work: () => void) => this.tell(record, work);
      calls.forward(tell);
      grpc.forward(tell);
    };
    const stopTime = keepTime((milliseconds) => this.#tick(milliseconds));
    this.#stop = () => {
      stopTime();
      calls.close();
      grpc.close();
    };
    this.#takeLogs(this.#background);
    this.#sayBackground();
  }

  #sayUnknown(name: string): void {
    if (this.#unknown.has(name)) return;
    this.#unknown.add(name);
    this.#options.say(
      `The filter calls the cluster ${name}, which it does not have: name its address with --cluster '${name}=HOST:PORT', or under "clusters" in --file.`,
    );
  }

  /** Opens a stream through the filter for an exchange, until {@link close}. */
  open(exchange: PassingExchange): HttpStream {
    this.#exchanges.add(exchange);
    return this.#plugin.httpStream();
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
      this.#takeLogs(record);
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
      if (message !== this.#saidLast) this.#options.say(message);
      this.#saidLast = message;
    }
    this.#sayBackground();
  }

  #tick(milliseconds: number): void {
    // What it does now is most likely for the latest exchange.
    const record = [...this.#exchanges].at(-1)?.record ?? this.#background;
    const { milliseconds: before, calls } = record;
    const known = calls.length;
    this.tell(record, () => this.#host.advance(milliseconds));
    if (calls.length === known) record.milliseconds = before;
  }

  #takeLogs(record: FilterRecord): void {
    const { logs } = this.#host;
    record.logs.push(...logs.slice(this.#seenLogs));
    this.#seenLogs = logs.length;
  }

  #sayBackground(): void {
    const { logs, calls } = this.#background;
    for (const { level, message } of logs.splice(0)) {
      this.#options.say(`${level} ${message}`);
    }
    calls.splice(0);
  }
}

/** An empty record. */
export function newRecord(): FilterRecord {
  return { logs: [], calls: [], milliseconds: 0 };
}
