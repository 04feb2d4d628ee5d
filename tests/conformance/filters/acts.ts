import {
  HttpContext,
  registerRootContext,
  StatsUpdate,
  StreamContext,
} from "proxy-wasm-as";
import { ActsConnection } from "./acts-connection";
import { ActsStream } from "./acts-stream";
import { say } from "./calls";
import { isLastQueue } from "./queue-calls";
import { Script } from "./script";
import { ScriptedRoot } from "./scripted-root";

const plugins = new Map<u32, Acts>();

/** Runs the plugin's configuration, a script, in each callback. */
class Acts extends ScriptedRoot {
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
    const woken = this.takeWake();
    this.script.run(woken == "" ? "tick" : woken, "", "", this.held);
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

/** Replaces the SDK's own, which knows only the calls that it made. */
export function proxy_on_http_call_response(
  id: u32,
  token: u32,
  headers: u32,
  bodySize: u32,
  trailers: u32,
): void {
  if (!plugins.has(id)) return;
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
  if (!plugins.has(id)) return;
  const plugin = plugins.get(id);
  plugin.script.run(phase, `${token}`, `${token} ${value}`, plugin.held);
}

registerRootContext<Acts>("acts");
registerRootContext<Acts>("other");
