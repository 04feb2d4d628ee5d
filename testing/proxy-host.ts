import { LogLevel, Status } from "../assembly/abi/enums";
import { taggedName } from "../assembly/metrics/tagged-name";
import { Exchange } from "./exchange";
import {
  addCluster,
  addQueue,
  advance,
  answerDns,
  answerForeign,
  findQueue,
  flushStats,
  foreignArguments,
  grpcCalls,
  grpcStreams,
  httpCalls,
  logLevels,
  findings,
  logMessages,
  metric,
  newHost,
  openConnection,
  refuse,
  restore,
  samples,
  setLogLevel,
  setSharedValue,
  sharedValue,
  timesCalled,
} from "./generated/bridge";
import { GrpcCall } from "./grpc-call";
import { GrpcStream } from "./grpc-stream";
import { HttpCall } from "./http-call";
import { HttpStream } from "./http-stream";
import { LogLine } from "./log-line";
import { Queue } from "./queue";
import { ScriptedService } from "./scripted-service";
import { Stats } from "./stats";
import { TcpConnection } from "./tcp-connection";
import { textOf, utf8 } from "./wire/bytes";

/**
 * A proxy that runs the filter by Envoy's rules, with a log, metrics, a clock and
 * shared data of its own.
 *
 * ```ts
 * const host = new ProxyHost();
 * new PluginSettings("add_header").startIn(host);
 * expect(host.logs[0].message).toBe("saying hello: world");
 * ```
 */
export class ProxyHost {
  /** The host's number for it. */
  readonly id: i32 = newHost();
  private readonly services: ScriptedService[] = [];
  /** The milliseconds that have passed while there were services. */
  private passed: f64 = 0;

  /** The lines of the log from its level on, at first `LogLevel.Info`. */
  get logs(): LogLine[] {
    const lines: LogLine[] = [];
    const levels = logLevels(this.id);
    const messages = logMessages(this.id);
    for (let i = 0; i < levels.length; i++) {
      lines.push(new LogLine(<LogLevel>levels[i], messages[i]));
    }
    return lines;
  }

  /**
   * What the proxy accepted in silence and is most likely wrong, such as a request
   * that nothing can continue: `RULE: sentences (WHERE)`, once for each place. The
   * rules are those of `strict` in Node tests.
   *
   * ```ts
   * const plugin = startPlugin("add_header");
   * plugin.get("/");
   * expect(plugin.host.findings.length).toBe(0);
   * ```
   */
  get findings(): string[] {
    return findings(this.id);
  }

  /** Sets the level from which lines are logged. */
  setLogLevel(level: LogLevel): void {
    setLogLevel(this.id, level);
  }

  /** Sends a GET through no plugin, for access loggers; see `Plugin.get`. */
  get(path: string): HttpStream {
    return this.request("GET", path).send();
  }

  /** Begins to describe a request through no plugin; see `Plugin.request`. */
  request(method: string, path: string): Exchange {
    return new Exchange(this.id, method, path);
  }

  /** Opens a TCP connection through no plugin. */
  tcpConnection(): TcpConnection {
    return new TcpConnection(openConnection(this.id));
  }

  /**
   * Sends the stats sinks the given statistics, and the plugins' own metrics as
   * `wasmcustom.NAME`. A counter comes with its increase since the last flush.
   */
  flushStats(stats: Stats = new Stats()): void {
    flushStats(this.id, stats.id);
  }

  /**
   * The value of a counter or gauge, or 0 if there is none. Of a metric with labels, they are
   * tags and values in the order that the family has.
   *
   *     host.metric("requests", [["route", "/users"], ["status", "200"]]);
   */
  metric(name: string, labels: string[][] = []): u64 {
    return metric(this.id, labelled(name, labels));
  }

  /** What a histogram has recorded, in order; see `metric` for the labels. */
  samples(name: string, labels: string[][] = []): u64[] {
    return samples(this.id, labelled(name, labels));
  }

  /**
   * Adds a cluster that plugins may call; at first there are none. One without hosts
   * refuses HTTP calls at once.
   */
  addCluster(name: string, hasHosts: bool = true): void {
    addCluster(this.id, name, hasHosts);
  }

  /**
   * Adds a cluster whose server answers by a script, while `advance` lets time pass.
   *
   * ```ts
   * const plugin = startPlugin("auth");
   * const users = plugin.host.addService("users").answer(new Answer(404), 20);
   * plugin.get("/");
   * plugin.host.advance(20);
   * expect(users.calls.join()).toBe("GET /me");
   * ```
   */
  addService(cluster: string): ScriptedService {
    this.addCluster(cluster);
    const service = new ScriptedService(cluster);
    this.services.push(service);
    return service;
  }

  /** The HTTP calls of filters that wait for a response, in order. */
  get httpCalls(): HttpCall[] {
    const calls: HttpCall[] = [];
    const ids = httpCalls(this.id);
    for (let i = 0; i < ids.length; i++) calls.push(new HttpCall(<i32>ids[i]));
    return calls;
  }

  /** The unary gRPC calls of filters that wait for a response, in order. */
  get grpcCalls(): GrpcCall[] {
    const calls: GrpcCall[] = [];
    const ids = grpcCalls(this.id);
    for (let i = 0; i < ids.length; i++) calls.push(new GrpcCall(<i32>ids[i]));
    return calls;
  }

  /** The gRPC streams of filters that the spec has not closed, in order. */
  get grpcStreams(): GrpcStream[] {
    const streams: GrpcStream[] = [];
    const ids = grpcStreams(this.id);
    for (let i = 0; i < ids.length; i++) {
      streams.push(new GrpcStream(<i32>ids[i]));
    }
    return streams;
  }

  /** Returns a queue that a plugin has registered, or `null`. */
  queue(name: string, vmId: string = ""): Queue | null {
    const handle = findQueue(this.id, name, vmId);
    return handle == 0 ? null : new Queue(handle);
  }

  /**
   * Registers a queue, as a plugin of another VM would. A filter that had registered
   * it is no longer notified of its items.
   */
  addQueue(name: string, vmId: string = ""): Queue {
    return new Queue(addQueue(this.id, name, vmId));
  }

  /** Returns the value that the plugins of a VM id share, or `null`. */
  sharedValue(key: string, vmId: string = ""): string | null {
    const bytes = sharedValue(this.id, key, vmId);
    return bytes == null ? null : textOf(bytes);
  }

  /** Sets a value that the plugins of a VM id share, as another worker would. */
  setSharedValue(key: string, value: string, vmId: string = ""): void {
    setSharedValue(this.id, key, utf8(value), vmId);
  }

  /**
   * Sets the addresses that a name server answers from now on, and how many seconds
   * they may be kept. No addresses stand for a name server without an answer.
   */
  answerDns(name: string, addresses: string[], ttl: u32 = 0): void {
    answerDns(this.id, name, addresses, ttl);
  }

  /**
   * Makes a foreign function return a status, with bytes or none, from now on. It may
   * be one of Envoy's or any other.
   *
   * ```ts
   * import { Status } from "proxy-wasm-as";
   * import { startPlugin } from "proxy-wasm-as/testing";
   *
   * const plugin = startPlugin("plugin");
   * plugin.host.answerForeign("verify_me", Status.Ok, new Uint8Array(1));
   * plugin.get("/");
   * expect(plugin.host.foreignArguments("verify_me").length).toBe(1);
   * ```
   */
  answerForeign(
    name: string,
    status: Status,
    bytes: Uint8Array | null = null,
  ): void {
    answerForeign(this.id, name, status, bytes);
  }

  /** What a foreign function of `answerForeign` was called with, in order. */
  foreignArguments(name: string): Uint8Array[] {
    return foreignArguments(this.id, name);
  }

  /**
   * Makes a host function return a status and do nothing from now on, as a real proxy
   * does when it cannot do what the filter asks.
   *
   * ```ts
   * import { Status } from "proxy-wasm-as";
   * import { startPlugin } from "proxy-wasm-as/testing";
   *
   * const plugin = startPlugin("plugin");
   * plugin.host.refuse("proxy_set_property", Status.InternalFailure);
   * expect(plugin.get("/").response.status).toBe(200);
   * ```
   */
  refuse(name: string, status: Status): void {
    refuse(this.id, name, status);
  }

  /** Lets a refused host function work again. */
  restore(name: string): void {
    restore(this.id, name);
  }

  /** Returns how often all plugins together have called a host function. */
  timesCalled(name: string): i32 {
    return timesCalled(this.id, name);
  }

  /**
   * Lets time pass, which otherwise stands still: ticks that are due happen, and calls
   * that have waited too long fail.
   */
  advance(milliseconds: f64): void {
    if (this.services.length == 0) return advance(this.id, milliseconds);
    let left = milliseconds;
    this.serve();
    while (left > 0) {
      const step = min(1.0, left);
      left -= step;
      this.passed += step;
      advance(this.id, step);
      this.serve();
    }
  }

  /** Has the services answer, and those calls as well that their answers lead to. */
  private serve(): void {
    for (let i = 0; i < this.services.length; i++) {
      this.services[i].serve(this.httpCalls, this.passed);
    }
  }
}

/** Returns the name that the proxy has for a metric with labels. */
function labelled(name: string, labels: string[][]): string {
  const tags: string[] = [];
  const values = new StaticArray<string>(labels.length);
  for (let i = 0; i < labels.length; i++) {
    tags.push(labels[i][0]);
    values[i] = labels[i][1];
  }
  return taggedName(name, tags, values);
}
