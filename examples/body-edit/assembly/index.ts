import {
  Body,
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  HttpContext,
  LocalResponse,
  log,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";
import { EchoBody } from "./echo-body";

class Plugin extends RootContext {
  override createHttpContext(): HttpContext {
    const isEcho = this.configuration.text() == "echo";
    return isEcho ? new EchoBody() : new EditBody();
  }
}

class EditBody extends HttpContext {
  private operation: string = "replace";
  private editsRequest: bool = false;
  private editsResponse: bool = false;

  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const headers = this.request.headers;
    if (!headers.has("content-length")) {
      const denied = new LocalResponse(400).text("content must be provided");
      this.sendLocalResponse(denied);
      return FilterHeadersStatus.StopIteration;
    }
    const operation = headers.get("buffer-operation");
    if (operation != null) this.operation = operation;
    this.editsResponse = headers.get("buffer-replace-at") == "response";
    this.editsRequest = !this.editsResponse && !endOfStream;
    if (this.editsRequest) headers.delete("content-length");
    return FilterHeadersStatus.Continue;
  }

  override onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!this.editsRequest) return FilterDataStatus.Continue;
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.edit("request", this.request.body);
    return FilterDataStatus.Continue;
  }

  override onRequestTrailers(count: i32): FilterTrailersStatus {
    if (this.editsRequest) this.edit("request", this.request.body);
    return FilterTrailersStatus.Continue;
  }

  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    if (endOfStream) this.editsResponse = false;
    if (this.editsResponse) this.response.headers.delete("content-length");
    return FilterHeadersStatus.Continue;
  }

  override onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!this.editsResponse) return FilterDataStatus.Continue;
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.edit("response", this.response.body);
    return FilterDataStatus.Continue;
  }

  override onResponseTrailers(count: i32): FilterTrailersStatus {
    if (this.editsResponse) this.edit("response", this.response.body);
    return FilterTrailersStatus.Continue;
  }

  private edit(side: string, body: Body): void {
    log.info(`original ${side} body: ${body.text()}`);
    if (this.operation == "append") body.append("[this is appended body]");
    else if (this.operation == "prepend") {
      body.prepend("[this is prepended body]");
    } else body.set("[this is replaced body]");
  }
}

registerRootContext<Plugin>("body_edit");
