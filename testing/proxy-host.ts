import { LogLevel, Status } from "../assembly/abi/enums";
import { bufferOf } from "./bytes";
import { Exchange } from "./exchange";
import { GrpcCall } from "./grpc-call";
import { GrpcStream } from "./grpc-stream";
import { HttpCall } from "./http-call";
import { HttpStream } from "./http-stream";
import { LogLine } from "./log-line";
import { Queue } from "./queue";
import {
  addCluster,
  addQueue,
  advance,
  answerDns,
  answerForeign,
  callAt,
  callCount,
  findQueue,
  flushStats,
  foreignArgumentAt,
  foreignCount,
  forgetDns,
  logCount,
  logLevelAt,
  logMessageAt,
  metric,
  newHost,
  openConnection,
  refuse,
  restore,
  sampleAt,
  sampleCount,
  setLogLevel,
  setSharedValue,
  sharedValue,
  timesCalled,
} from "./spec-host";
import { Stats } from "./stats";
import { TcpConnection } from "./tcp-connection";

/**
 * A proxy around the spec's own module, with Envoy's rules: it has a log, metrics,
 * a clock and shared data of its own. Each VM of a real proxy has a module of its
 * own; here all share the module-scope variables of one.
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

  /** The lines of the log at its level or above; `LogLevel.Info` at the start. */
  get logs(): LogLine[] {
    const lines: LogLine[] = [];
    for (let i = 0; i < logCount(this.id); i++) {
      const level = <LogLevel>logLevelAt(this.id, i);
      lines.push(new LogLine(level, logMessageAt(this.id, i)));
    }
    return lines;
  }

  /** Sets from which level on lines are logged. */
  setLogLevel(level: LogLevel): void {
    setLogLevel(this.id, level);
  }

  /** Sends a GET that passes no plugin, for access loggers; see `Plugin.get`. */
  get(path: string): HttpStream {
    return this.request("GET", path).send();
  }

  /** Begins a whole exchange that passes no plugin; see `Plugin.request`. */
  request(method: string, path: string): Exchange {
    return new Exchange(this.id, method, path);
  }

  /** Opens a TCP connection that passes no plugin. */
  tcpConnection(): TcpConnection {
    return new TcpConnection(openConnection(this.id));
  }

  /**
   * Tells the stats sinks of statistics: those that are given, and the plugins' own
   * metrics as `wasmcustom.NAME`. What counters grew by is since the last time.
   */
  flushStats(stats: Stats = new Stats()): void {
    flushStats(this.id, stats.id);
  }

  /** The value of a counter or gauge, 0 where there is none. */
  metric(name: string): u64 {
    return metric(this.id, name);
  }

  /** What was recorded in a histogram, in its order. */
  samples(name: string): u64[] {
    const samples: u64[] = [];
    for (let i = 0; i < sampleCount(this.id, name); i++) {
      samples.push(sampleAt(this.id, name, i));
    }
    return samples;
  }

  /**
   * Adds a cluster that plugins may call; there is none otherwise. One without
   * hosts refuses HTTP calls at once.
   */
  addCluster(name: string, hasHosts: bool = true): void {
    addCluster(this.id, name, hasHosts);
  }

  /** The HTTP calls of filters that wait for an answer, in their order. */
  get httpCalls(): HttpCall[] {
    const calls: HttpCall[] = [];
    for (let i = 0; i < callCount(this.id, "httpCalls"); i++) {
      calls.push(new HttpCall(callAt(this.id, "httpCalls", i)));
    }
    return calls;
  }

  /** The unary gRPC calls of filters that wait for an answer, in their order. */
  get grpcCalls(): GrpcCall[] {
    const calls: GrpcCall[] = [];
    for (let i = 0; i < callCount(this.id, "grpcCalls"); i++) {
      calls.push(new GrpcCall(callAt(this.id, "grpcCalls", i)));
    }
    return calls;
  }

  /** The gRPC streams of filters that the spec has not closed, in their order. */
  get grpcStreams(): GrpcStream[] {
    const streams: GrpcStream[] = [];
    for (let i = 0; i < callCount(this.id, "grpcStreams"); i++) {
      streams.push(new GrpcStream(callAt(this.id, "grpcStreams", i)));
    }
    return streams;
  }

  /** Returns the queue that a VM has registered, or `null`. */
  queue(name: string, vmId: string = ""): Queue | null {
    const handle = findQueue(this.id, name, vmId);
    return handle < 0 ? null : new Queue(handle);
  }

  /**
   * Registers a queue as a plugin of another VM would, in whose place the spec is;
   * where a filter has registered it, it is told of no item any more.
   */
  addQueue(name: string, vmId: string = ""): Queue {
    return new Queue(addQueue(this.id, name, vmId));
  }

  /** Returns the value that the plugins of a VM id share, or `null`. */
  sharedValue(key: string, vmId: string = ""): string | null {
    const bytes = sharedValue(this.id, key, vmId);
    return bytes == null ? null : String.UTF8.decode(bytes);
  }

  /** Sets a value that the plugins of a VM id share, as another worker would. */
  setSharedValue(key: string, value: string, vmId: string = ""): void {
    setSharedValue(this.id, key, String.UTF8.encode(value), vmId);
  }

  /**
   * Answers for a name server from now on, with addresses that may be kept for a
   * time, in seconds; none stand for a name server that has no answer.
   */
  answerDns(name: string, addresses: string[], ttl: u32 = 0): void {
    forgetDns(this.id, name);
    for (let i = 0; i < addresses.length; i++) {
      answerDns(this.id, name, addresses[i], ttl);
    }
  }

  /**
   * Has a foreign function answer a status, with bytes or none, from now on, be it
   * one of Envoy's or not.
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
    let answer: ArrayBuffer | null = null;
    if (bytes != null) answer = bufferOf(bytes);
    answerForeign(this.id, name, status, answer);
  }

  /** What a foreign function of `answerForeign` was called with, in its order. */
  foreignArguments(name: string): Uint8Array[] {
    const found: Uint8Array[] = [];
    for (let i = 0; i < foreignCount(this.id, name); i++) {
      found.push(Uint8Array.wrap(foreignArgumentAt(this.id, name, i)));
    }
    return found;
  }

  /**
   * Has a host function answer a status, and do nothing, from now on: what a real
   * proxy does when it cannot do what it is asked to.
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

  /** Lets a host function work again that was refused. */
  restore(name: string): void {
    restore(this.id, name);
  }

  /** Returns how often a host function was called, by all plugins. */
  timesCalled(name: string): i32 {
    return timesCalled(this.id, name);
  }

  /**
   * Lets time pass, which here stands still: ticks come when they are due, and calls
   * end that have waited for too long.
   */
  advance(milliseconds: f64): void {
    advance(this.id, milliseconds);
  }
}
