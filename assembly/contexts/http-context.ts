import { FilterHeadersStatus } from "../abi/enums";
import { HttpMessage, MessageKind } from "../api/http-message";
import { Context, ContextKind } from "./context";

/**
 * An HTTP stream: one request and its response. A filter extends it and
 * overrides the callbacks that it needs; the proxy is told to skip the others.
 *
 * ```ts
 * class AddHeader extends HttpContext {
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     this.response.headers.set("hello", "world");
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerHttpContext<AddHeader>("add_header");
 * ```
 */
export class HttpContext extends Context {
  private plugin: Context | null = null;

  constructor() {
    super(ContextKind.Http);
  }

  /** The request of this stream; only within a callback of this stream. */
  get request(): HttpMessage {
    return HttpMessage.of(MessageKind.Request);
  }

  /** The response of this stream; only within a callback of this stream. */
  get response(): HttpMessage {
    return HttpMessage.of(MessageKind.Response);
  }

  /**
   * The plugin that this stream belongs to; cast it to its own class, as in
   * `this.root as Plugin`. Not yet there in the constructor.
   */
  get root(): Context {
    const plugin = this.plugin;
    if (plugin == null) {
      throw new Error("Cannot read root: the context has not been created yet");
    }
    return plugin;
  }

  /** Sets the plugin; the registry calls it once. */
  set root(plugin: Context) {
    this.plugin = plugin;
  }

  /**
   * Called when the request's headers have arrived. `count` is how many there
   * are; with `endOfStream` the request has neither body nor trailers.
   */
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.Continue;
  }

  /**
   * Called when the response's headers have arrived. `count` is how many there
   * are; with `endOfStream` the response has neither body nor trailers.
   */
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.Continue;
  }
}
