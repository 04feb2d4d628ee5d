import {
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  HttpContext,
} from "proxy-wasm-as";
import { say } from "./calls";
import { ScriptedRoot } from "./scripted-root";

/** How the paths begin of requests that make a plugin act a tick later. */
export const WAKE = "/wake/";

/** Runs the plugin's script in each callback of an HTTP stream. */
export class ActsStream extends HttpContext {
  private path: string = "";
  private calls: Map<string, i32> = new Map<string, i32>();

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    if (path != null) this.path = path;
    if (this.path.startsWith(WAKE)) return this.wake();
    (this.root as ScriptedRoot).held = this.id;
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
    (this.root as ScriptedRoot).wakeFor(this.path.substring(WAKE.length));
    return FilterHeadersStatus.Continue;
  }

  private act(phase: string, size: i32, endOfStream: bool): i32 {
    if (this.path.startsWith(WAKE)) return 0;
    const args = size.toString() + " " + endOfStream.toString();
    const plugin = this.root as ScriptedRoot;
    const call = (this.calls.has(phase) ? this.calls.get(phase) : 0) + 1;
    this.calls.set(phase, call);
    const own = phase + " " + call.toString();
    if (plugin.script.has(own)) phase = own;
    const outcome = plugin.script.run(phase, this.path, args, plugin.held);
    return outcome.result < 0 ? 0 : outcome.result;
  }
}
