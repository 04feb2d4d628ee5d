import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  HttpContext,
  registerRootContext,
  StatsUpdate,
  StreamContext,
} from "proxy-wasm-as";
import { ActsConnection } from "./acts-connection";
import { say } from "./calls";
import { isLastQueue } from "./queue-calls";
import { Script } from "./script";
import { ScriptedRoot } from "./scripted-root";

const plugins = new Map<u32, Acts>();

/** Runs the plugin's configuration, a script, in each callback. */
class Acts extends ScriptedRoot {
  /** The number of the `wake` line that the next tick runs. */
  wakes: string = "";

  onVmStart(): bool {
    say("vm start");
    return true;
  }

  onConfigure(): bool {
    plugins.set(this.id, this);
    this.script = new Script(this.configuration.text());
    const size = this.configuration.size.toString();
    return this.script.run("configure", "", size, 0).result != 0;
  }

  onTick(): void {
    if (this.wakes == "") {
      this.script.run("tick", "", "", this.held);
      return;
    }
    const phase = "wake " + this.wakes;
    this.wakes = "";
    this.setTickPeriod(0);
    this.script.run(phase, "", "", this.held);
  }

  /** As an access logger. */
  onLog(): void {
    this.script.run("access-log", "", "", this.held);
  }

  /** Logs the statistics of one name. */
  onStatsUpdate(stats: StatsUpdate): void {
    const name = "wasmcustom." + this.script.line("stat");
    let args = "";
    const counters = stats.counters;
    for (let i = 0; i < counters.length; i++) {
      if (counters.name(i) != name) continue;
      args += `counter ${counters.value(i)} +${counters.delta(i)} `;
    }
    const gauges = stats.gauges;
    for (let i = 0; i < gauges.length; i++) {
      if (gauges.name(i) == name) args += `gauge ${gauges.value(i)} `;
    }
    this.script.run("stats-update", "", args, this.held);
  }

  onDone(): bool {
    return this.script.run("plugin-done", "", "", this.held).result != 0;
  }

  onDelete(): void {
    this.script.run("plugin-delete", "", "", this.held);
  }

  onForeignFunction(functionId: u32, data: Uint8Array): void {
    const text = String.UTF8.decodeUnsafe(data.dataStart, data.length);
    const args = functionId.toString() + " " + text;
    this.script.run("foreign-function", "", args, this.held);
  }

  onQueueReady(queueId: u32): void {
    const isLast = isLastQueue(queueId).toString();
    this.script.run("queue-ready", "", isLast, this.held);
  }

  createHttpContext(): HttpContext {
    return new ActsStream();
  }

  createStreamContext(): StreamContext {
    return new ActsConnection();
  }
}

const WAKE = "/wake/";

class ActsStream extends HttpContext {
  private path: string = "";
  private calls: Map<string, i32> = new Map<string, i32>();

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    if (path != null) this.path = path;
    if (this.path.startsWith(WAKE)) return this.wake();
    (this.root as Acts).held = this.id;
    return <FilterHeadersStatus>this.act("request-headers", count, endOfStream);
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    return <FilterDataStatus>this.act("request-body", size, endOfStream);
  }

  onRequestTrailers(count: i32): FilterTrailersStatus {
    return <FilterTrailersStatus>this.act("request-trailers", count, false);
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return <FilterHeadersStatus>(
      this.act("response-headers", count, endOfStream)
    );
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    return <FilterDataStatus>this.act("response-body", size, endOfStream);
  }

  onResponseTrailers(count: i32): FilterTrailersStatus {
    return <FilterTrailersStatus>this.act("response-trailers", count, false);
  }

  onLog(): void {
    this.act("log", 0, false);
  }

  onDone(): bool {
    this.act("done", 0, false);
    return true;
  }

  onDelete(): void {
    this.act("delete", 0, false);
    if (!this.path.startsWith(WAKE)) say("deleted");
  }

  /** Makes the plugin act a tick later, for another stream. */
  private wake(): FilterHeadersStatus {
    const plugin = this.root as Acts;
    const number = this.path.substring(WAKE.length);
    if (plugin.script.has("wake " + number)) {
      plugin.wakes = number;
      plugin.setTickPeriod(1);
    }
    return FilterHeadersStatus.Continue;
  }

  private act(phase: string, size: i32, endOfStream: bool): i32 {
    if (this.path.startsWith(WAKE)) return 0;
    const args = size.toString() + " " + endOfStream.toString();
    const plugin = this.root as Acts;
    const call = (this.calls.has(phase) ? this.calls.get(phase) : 0) + 1;
    this.calls.set(phase, call);
    const own = phase + " " + call.toString();
    if (plugin.script.has(own)) phase = own;
    const outcome = plugin.script.run(phase, this.path, args, plugin.held);
    return outcome.result < 0 ? 0 : outcome.result;
  }
}

/** Replaces the SDK's own, which knows only the calls that it made. */
export function proxy_on_http_call_response(
  id: u32,
  token: u32,
  headers: u32,
  bodySize: u32,
  trailers: u32,
): void {
  const plugin = plugins.get(id);
  const sizes = `${token} ${headers} ${bodySize} ${trailers}`;
  plugin.script.run("http-answer", `${token}`, sizes, plugin.held);
}

export function proxy_on_grpc_receive_initial_metadata(
  id: u32,
  token: u32,
  count: u32,
): void {
  runGrpc("grpc-initial", id, token, count);
}

export function proxy_on_grpc_receive(id: u32, token: u32, size: u32): void {
  runGrpc("grpc-message", id, token, size);
}

export function proxy_on_grpc_receive_trailing_metadata(
  id: u32,
  token: u32,
  count: u32,
): void {
  runGrpc("grpc-trailing", id, token, count);
}

export function proxy_on_grpc_close(id: u32, token: u32, status: u32): void {
  runGrpc("grpc-close", id, token, status);
}

function runGrpc(phase: string, id: u32, token: u32, value: u32): void {
  const plugin = plugins.get(id);
  plugin.script.run(phase, `${token}`, `${token} ${value}`, plugin.held);
}

registerRootContext<Acts>("acts");
registerRootContext<Acts>("other");
