import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  HttpContext,
  registerRootContext,
  StreamContext,
} from "proxy-wasm-as";
import { ActsConnection } from "./acts-connection";
import { say } from "./calls";
import { isLastQueue } from "./queue-calls";
import { Script } from "./script";
import { ScriptedRoot } from "./scripted-root";

/** Does in each callback what the plugin's configuration says. */
class Acts extends ScriptedRoot {
  onVmStart(): bool {
    say("vm start");
    return true;
  }

  onConfigure(): bool {
    this.script = new Script(this.configuration.text());
    const size = this.configuration.size.toString();
    return this.script.run("configure", "", size, 0).result != 0;
  }

  onTick(): void {
    this.script.run("tick", "", "", this.held);
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

class ActsStream extends HttpContext {
  private path: string = "";

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    (this.root as Acts).held = this.id;
    const path = this.request.headers.get(":path");
    if (path != null) this.path = path;
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
    say("deleted");
  }

  private act(phase: string, size: i32, endOfStream: bool): i32 {
    const args = size.toString() + " " + endOfStream.toString();
    const plugin = this.root as Acts;
    const outcome = plugin.script.run(phase, this.path, args, plugin.held);
    return outcome.result < 0 ? 0 : outcome.result;
  }
}

registerRootContext<Acts>("acts");
registerRootContext<Acts>("other");
