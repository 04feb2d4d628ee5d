import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterMetadataStatus,
  FilterTrailersStatus,
  HttpContext,
  log,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";
import { act, numberIn } from "./http-steps";

const TICK_MILLISECONDS = 5;

class Plugin extends RootContext {
  readonly waiting: Scripted[] = [];

  onConfigure(): bool {
    this.setTickPeriod(TICK_MILLISECONDS);
    return true;
  }

  createHttpContext(): HttpContext {
    return new Scripted();
  }

  onTick(): void {
    while (this.waiting.length > 0) this.waiting.shift().onWaited();
  }
}

/**
 * Does what the request's header `x-do` says, and logs each callback.
 *
 * The header is a list of steps with spaces between them. A step is CALLBACK/ACTION and
 * arguments; `requestBody!` stands for the call with the end of the stream.
 *
 *     requestBody/return/1 requestBody!/return/0 requestBody!/append/more
 *
 * The plugin's `onTick`, in another context, runs the steps of `tick` after a step was
 * `wait`.
 */
class Scripted extends HttpContext {
  private script: string[] = [];

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const script = this.request.headers.get("x-do");
    if (script != null) this.script = script.split(" ");
    return this.run("requestHeaders", -1, endOfStream);
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    return this.run("requestBody", size, endOfStream);
  }

  onRequestTrailers(count: i32): FilterTrailersStatus {
    return this.run("requestTrailers", count, false);
  }

  onRequestMetadata(count: i32): FilterMetadataStatus {
    return this.run("requestMetadata", count, false);
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return this.run("responseHeaders", -1, endOfStream);
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    return this.run("responseBody", size, endOfStream);
  }

  onResponseTrailers(count: i32): FilterTrailersStatus {
    return this.run("responseTrailers", count, false);
  }

  onResponseMetadata(count: i32): FilterMetadataStatus {
    return this.run("responseMetadata", count, false);
  }

  onWaited(): void {
    this.activate();
    this.run("tick", -1, false);
  }

  onLog(): void {
    this.run("log", -1, false);
  }

  onDone(): bool {
    this.run("done", -1, false);
    return true;
  }

  onDelete(): void {
    log.info("seen delete");
  }

  /** Logs a call, does its steps in order, and returns the last status. */
  private run(callback: string, size: i32, endOfStream: bool): i32 {
    const count = size < 0 ? "" : " " + size.toString();
    log.info("seen " + callback + count + (endOfStream ? " end" : ""));
    let status = 0;
    for (let i = 0; i < this.script.length; i++) {
      const step = this.script[i].split("/");
      const when = step[0];
      if (when != callback && (!endOfStream || when != callback + "!")) {
        continue;
      }
      if (step.length < 2) continue;
      if (step[1] == "return") status = numberIn(step, 2);
      else if (step[1] == "wait") (this.root as Plugin).waiting.push(this);
      else log.info("did " + this.script[i] + " = " + act(this, step));
    }
    return status;
  }
}

registerRootContext<Plugin>("http_script");
