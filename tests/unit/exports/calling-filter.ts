import { FilterHeadersStatus } from "proxy-wasm-as/assembly/abi/filter-status";
import { GrpcStatus } from "proxy-wasm-as/assembly/abi/grpc-status";
import { isInCallback } from "proxy-wasm-as/assembly/abi/entry-depth";
import { BodyView } from "proxy-wasm-as/assembly/api/body-view";
import { GrpcCall } from "proxy-wasm-as/assembly/api/grpc-call";
import { GrpcCallResponse } from "proxy-wasm-as/assembly/api/grpc-call-response";
import { GrpcStream } from "proxy-wasm-as/assembly/api/grpc-stream";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import { HttpCall } from "proxy-wasm-as/assembly/api/http-call";
import { HttpCallResponse } from "proxy-wasm-as/assembly/api/http-call-response";
import { HttpContext } from "proxy-wasm-as/assembly/contexts/http-context";
import { RootContext } from "proxy-wasm-as/assembly/contexts/root-context";
import { registerRootContext } from "proxy-wasm-as/assembly/registry";
import {
  HttpStream,
  Plugin as StartedPlugin,
  ProxyHost,
  startPlugin,
} from "proxy-wasm-as/testing";

/** What was called, with its arguments. */
let called: string = "";
/** What a stream does first. */
let act: (self: Stream) => void = (self) => {};
let plugin: StartedPlugin | null = null;
let stream: HttpStream | null = null;

registerRootContext<Plugin>("plugin");

/** Starts a plugin that can call the cluster `a`, and returns its proxy. */
export function start(): ProxyHost {
  called = "";
  const started = startPlugin("plugin");
  started.host.addCluster("a");
  plugin = started;
  return started.host;
}

/** Lets a request come, which waits until the stream ends. */
export function run(path: string, how: (self: Stream) => void): void {
  act = how;
  stream = plugin!.get(path);
}

/** Ends the stream of the last request, if there is one. */
export function end(): void {
  if (stream != null) stream!.reset();
  stream = null;
}

export function record(call: string): void {
  called += (isInCallback() ? "" : "not in a callback: ") + call + ";";
}

/** Returns, and forgets, what was recorded. */
export function recorded(): string {
  const all = called;
  called = "";
  return all;
}

/** A plugin whose streams do what a test says. */
export class Plugin extends RootContext {
  readonly name: string = "plugin";

  createHttpContext(): HttpContext {
    return new Stream();
  }
}

/** A stream that waits, and notes how its calls end. */
export class Stream extends HttpContext {
  call: HttpCall | null = null;

  /** Its path, which can be read while it is active. */
  get path(): string {
    const path = this.request.headers.get(":path");
    return path == null ? "not active" : path;
  }

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    act(this);
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }
  onHttpCallResponse(call: HttpCall, response: HttpCallResponse): void {
    record(`method ${this.path} ${call == this.call} ${response.status}`);
  }
  onGrpcCallResponse(call: GrpcCall, response: GrpcCallResponse): void {
    record(`method ${this.path} ${<i32>response.status} ${response.message}`);
  }
  onGrpcStreamInitialMetadata(stream: GrpcStream, metadata: HeaderMap): void {
    record("initial " + metadata.get("x")!);
  }
  onGrpcStreamMessage(stream: GrpcStream, message: BodyView): void {
    record("message " + message.text());
  }
  onGrpcStreamTrailingMetadata(stream: GrpcStream, metadata: HeaderMap): void {
    record("trailing " + metadata.get("x")!);
  }
  onGrpcStreamClose(
    stream: GrpcStream,
    status: GrpcStatus,
    message: string,
  ): void {
    record(`close ${<i32>status} ${message} ${stream.isOpen}`);
  }
}
