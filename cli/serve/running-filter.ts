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

/** What a filter has done for one exchange. */
export interface FilterRecord {
  logs: LogLine[];
  /** The host functions that it called. */
  calls: string[];
  milliseconds: number;
}

/** An exchange that passes a filter. */
export interface PassingExchange {
  readonly record: FilterRecord;
  /** Sends on what has come out of the filter. */
  pump(): void;
}

/** What is around a filter. */
export interface FilterSurroundings extends Reach {
  clusters?: Clusters;
  /** The bytes of a message that may wait. */
  bufferLimit?: number;
}

/**
 * A plugin on an emulator whose time is the real one, and whose calls reach real
 * servers. Nothing that it does ends this process.
 *
 *     const filter = new RunningFilter(bytes, { name: "auth" }, { say });
 */
export class RunningFilter {
  readonly #host: ProxyHost;
  readonly #plugin: Plugin;
  readonly #around: FilterSurroundings;
  readonly #exchanges = new Set<PassingExchange>();
  readonly #forward: (record: FilterRecord) => void;
  readonly #stop: () => void;
  /** What it did for no exchange. */
  readonly #background: FilterRecord = newRecord();
  #record = this.#background;
  #seenLogs = 0;
  #isReplaced = false;
  #saidLast: string | undefined;

  /** Throws a HostError where a proxy would refuse it. */
  constructor(
    bytes: Uint8Array<ArrayBuffer>,
    plugin: PluginOptions,
    around: FilterSurroundings,
  ) {
    this.#around = around;
    const { clusters = {}, bufferLimit } = around;
    const module = tracedModule(bytes, (name) => this.#record.calls.push(name));
    const names = Object.keys(clusters).map((name) => [name, {}] as const);
    this.#host = new ProxyHost(module, {
      clusters: Object.fromEntries(names),
      bufferLimit,
    });
    this.#plugin = this.#host.startPlugin(plugin);
    const calls = outgoingCalls(this.#host, clusters, around);
    const grpc = outgoingGrpc(this.#host, clusters, around.ca);
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

  /** A stream through it, for an exchange that {@link close} ends. */
  open(exchange: PassingExchange): HttpStream {
    this.#exchanges.add(exchange);
    return this.#plugin.httpStream();
  }

  close(exchange: PassingExchange): void {
    this.#exchanges.delete(exchange);
    if (this.#isReplaced && this.#exchanges.size === 0) this.#stop();
  }

  /** Ends it, once the exchanges that pass it have ended. */
  replace(): void {
    this.#isReplaced = true;
    if (this.#exchanges.size === 0) this.#stop();
  }

  /**
   * Does what calls the filter, and sends on what came of it. Throws what the emulator
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

  /** The same, where nobody waits for it: what is thrown is said, once. */
  tell(record: FilterRecord, work: () => void): void {
    try {
      this.run(record, work);
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.#saidLast) this.#around.say(message);
      this.#saidLast = message;
    }
    this.#sayBackground();
  }

  #tick(milliseconds: number): void {
    // What it does is most likely for the exchange that came last.
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
      this.#around.say(`${level} ${message}`);
    }
    calls.splice(0);
  }
}

/** A record of nothing yet. */
export function newRecord(): FilterRecord {
  return { logs: [], calls: [], milliseconds: 0 };
}
