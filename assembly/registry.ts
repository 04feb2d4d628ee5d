import { callIndirect } from "./abi/call-indirect";
import { Context, ContextKind } from "./contexts/context";
import { HttpContext } from "./contexts/http-context";
import { HttpHandler } from "./contexts/http-handler";
import { PluginTask } from "./contexts/plugin-task";
import { RootContext } from "./contexts/root-context";
import { StreamContext } from "./contexts/stream-context";
import { StreamHandler } from "./contexts/stream-handler";
import {
  addContext,
  findContext,
  liveContexts,
  removeContext,
} from "./context-table";
import { createRoot, register } from "./registration";
import { HAS_CONTEXTS, HAS_SHARED } from "./features";

/**
 * Makes a second copy of the SDK in one module a compile error, "Duplicate
 * identifier": each copy would have a registry of its own, and the proxy's calls
 * would reach the empty one. It comes from importing the SDK by a path where the
 * rest imports it as "proxy-wasm-as".
 */
@global
export class ProxyWasmSdkLoadedTwice {}

/**
 * Registers a plugin under a root id; called once for each, in module scope.
 *
 * The proxy's configuration names the plugin by its `root_id`. An id that is not registered
 * gets the plugin under `""`, or else the only one there is. With several and none under
 * `""`, a log line lists the known ids, and the proxy rejects the configuration. A root id
 * that is registered twice logs a line and traps, so that the module does not load.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   createHttpContext(): HttpContext {
 *     return new Filter();
 *   }
 * }
 * class Filter extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     log.info("a request");
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerRootContext<Plugin>("my_plugin");
 * ```
 */
export function registerRootContext<T extends RootContext>(
  rootId: string = "",
): void {
  register(rootId, (): RootContext => instantiate<T>());
}

/**
 * Registers an HTTP filter that needs no plugin of its own; called in module scope. See
 * `registerRootContext` for the root id. Where a filter keeps no state, one instance may
 * serve all streams.
 *
 * ```ts
 * class Filter extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     this.request.headers.set("x-filtered", "yes");
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerHttpContext<Filter>("my_filter");
 * ```
 */
export function registerHttpContext<T extends HttpContext>(
  rootId: string = "",
): void {
  // Without contexts there are no plugins: the proxy never asks for one.
  if (HAS_CONTEXTS) register(rootId, (): RootContext => new HttpRoot<T>());
  else shared = instantiate<T>();
}

/**
 * Registers an HTTP filter whose methods may wait, and that needs no plugin of its own;
 * called in module scope. See `registerRootContext` for the root id.
 *
 * ```ts
 * class Filter extends HttpHandler {
 *   onRequest(): void {
 *     const answer = new HttpCall("greetings").path("/").wait();
 *     this.request.headers.set("x-greeting", answer.text());
 *   }
 * }
 * registerHttpHandler<Filter>("my_filter");
 * ```
 */
export function registerHttpHandler<T extends HttpHandler>(
  rootId: string = "",
): void {
  register(rootId, (): RootContext => new HttpRoot<T>());
}

/**
 * Registers a TCP filter that needs no plugin of its own; called in module scope. See
 * `registerRootContext` for the root id.
 *
 * ```ts
 * class Filter extends StreamContext {
 *   onNewConnection(): FilterStatus {
 *     log.info("a client has connected");
 *     return FilterStatus.Continue;
 *   }
 * }
 * registerStreamContext<Filter>("my_tcp_filter");
 * ```
 */
export function registerStreamContext<T extends StreamContext>(
  rootId: string = "",
): void {
  register(rootId, (): RootContext => new StreamRoot<T>());
}

/**
 * Registers a TCP filter whose methods may wait, and that needs no plugin of its own;
 * called in module scope. See `registerRootContext` for the root id.
 *
 * ```ts
 * class Filter extends StreamHandler {
 *   onDownstream(): void {
 *     const first = this.read();
 *     if (first != null) log.info(first.size.toString() + " bytes");
 *   }
 * }
 * registerStreamHandler<Filter>("my_tcp_filter");
 * ```
 */
export function registerStreamHandler<T extends StreamHandler>(
  rootId: string = "",
): void {
  register(rootId, (): RootContext => new StreamRoot<T>());
}

/**
 * Registers a task as a plugin that has nothing else, such as a background service; called
 * in module scope. See `registerRootContext` for the root id.
 *
 * ```ts
 * class Hourly extends PluginTask {
 *   run(): void {
 *     while (true) {
 *       log.info("another hour");
 *       sleep(3_600_000);
 *     }
 *   }
 * }
 * registerPluginTask<Hourly>("hourly");
 * ```
 */
export function registerPluginTask<T extends PluginTask>(
  rootId: string = "",
): void {
  register(rootId, (): RootContext => new TaskRoot<T>());
}

/** Returns the plugin of a number, or `null`. */
export function rootContext(id: u32): RootContext | null {
  const context = findContext(id);
  return context != null && context.sdkKind == ContextKind.Root
    ? changetype<RootContext>(context)
    : null;
}

/** Returns the HTTP stream of a number, or `null`. */
export function httpContext(id: u32): HttpContext | null {
  if (!HAS_CONTEXTS) return sharedContext(id);
  const context = findContext(id);
  if (context != null) {
    return context.sdkKind == ContextKind.Http
      ? changetype<HttpContext>(context)
      : null;
  }
  return HAS_SHARED && liveContexts() == 0 ? sharedContext(id) : null;
}

/** Returns the TCP connection of a number, or `null`. */
export function streamContext(id: u32): StreamContext | null {
  const context = findContext(id);
  if (context == null) return null;
  if (context.sdkKind == ContextKind.Http) return asConnection(context);
  return context.sdkKind == ContextKind.Stream
    ? changetype<StreamContext>(context)
    : null;
}

/**
 * Makes a plugin where `parent` is 0, and else a stream of the plugin `parent`.
 * An unregistered plugin is not created, and neither are its streams.
 */
export function createContext(id: u32, parent: u32): void {
  // The host repeats the number of a plugin that it starts again.
  if (findContext(id) != null) return;
  if (parent == 0) {
    return callIndirect(createPlugin)(id);
  }
  const root = rootContext(parent);
  if (root == null) return;
  const stream = root.createHttpContext();
  if (stream != null) return add(stream, id, ContextKind.Http, root);
  const connection = root.createStreamContext();
  if (connection != null) add(connection, id, ContextKind.Stream, root);
}

function createPlugin(id: u32): void {
  const root = createRoot();
  if (root != null) add(root, id, ContextKind.Root, null);
}

let shared: HttpContext | null = null;

/**
 * Serves a stream by the one instance, where the host was never told to create a
 * context: not even the plugin's is live.
 */
function sharedContext(id: u32): HttpContext | null {
  let context = shared;
  if (HAS_CONTEXTS && context == null) {
    const root = createRoot();
    if (root == null) return null;
    context = root.createHttpContext();
    shared = context;
  }
  if (context != null) context.sdkId = id;
  return context;
}

/** The plugin of an HTTP filter that was registered without one. */
class HttpRoot<T extends HttpContext> extends RootContext {
  createHttpContext(): HttpContext | null {
    return instantiate<T>();
  }
}

/** The plugin of a task that was registered without one. */
class TaskRoot<T extends PluginTask> extends RootContext {
  onConfigure(): bool {
    this.startTask(instantiate<T>());
    return true;
  }
}

/** The plugin of a TCP filter that was registered without one. */
class StreamRoot<T extends StreamContext> extends RootContext {
  createStreamContext(): StreamContext | null {
    return instantiate<T>();
  }
}

/**
 * The host does not say what it makes a context for. A plugin that makes both
 * kinds is given the HTTP one first, and the other at a connection's first call.
 */
function asConnection(context: Context): StreamContext | null {
  const root = changetype<RootContext>(context.root);
  const connection = root.createStreamContext();
  if (connection == null) return null;
  removeContext(context.sdkId);
  add(connection, context.sdkId, ContextKind.Stream, root);
  return connection;
}

function add(
  context: Context,
  id: u32,
  kind: ContextKind,
  plugin: RootContext | null,
): void {
  context.sdkId = id;
  context.sdkKind = kind;
  context.sdkPlugin = plugin;
  addContext(context);
}
