/**
 * What the host calls. Each finds the context, calls its method, and answers with
 * what the host does by itself where there is none. The transform drops the
 * callbacks that no filter overrides, and the host then does not call at all.
 *
 * Source: https://github.com/proxy-wasm/spec/tree/main/abi-versions/v0.2.1
 */
import { BufferType, FilterHeadersStatus } from "./abi/enums";
import { allocate } from "./abi/memory";
import { enter, leave } from "./abi/turn";
import { findContext, removeContext } from "./context-table";
import { createContext, httpContext, rootContext } from "./registry";

/** Marks the module's ABI version; never called. */
export function proxy_abi_version_0_2_1(): void {}

/** Allocates memory that the host writes to and the module frees. */
export function malloc(size: usize): usize {
  return allocate(size);
}

/** The name by which hosts other than Envoy look for `malloc`. */
export function proxy_on_memory_allocate(size: usize): usize {
  return allocate(size);
}

/** Begins a plugin, where `parent` is 0, or a stream. */
export function proxy_on_context_create(id: u32, parent: u32): void {
  enter();
  createContext(id, parent);
  leave();
}

/** Configures a plugin; 0, as for one that nobody registered, rejects it. */
export function proxy_on_configure(id: u32, size: u32): u32 {
  enter();
  let accepted: bool = false;
  const root = rootContext(id);
  if (root != null) {
    root.configuration.load(BufferType.PluginConfiguration, size);
    accepted = root.onConfigure();
  }
  leave();
  return accepted ? 1 : 0;
}

/** Hands over request headers. */
export function proxy_on_request_headers(
  id: u32,
  count: u32,
  endOfStream: u32,
): i32 {
  enter();
  const context = httpContext(id);
  const status =
    context == null
      ? FilterHeadersStatus.Continue
      : context.onRequestHeaders(<i32>count, endOfStream != 0);
  leave();
  return status;
}

/** Hands over response headers. */
export function proxy_on_response_headers(
  id: u32,
  count: u32,
  endOfStream: u32,
): i32 {
  enter();
  const context = httpContext(id);
  const status =
    context == null
      ? FilterHeadersStatus.Continue
      : context.onResponseHeaders(<i32>count, endOfStream != 0);
  leave();
  return status;
}

/** Ends a plugin or a stream; 0 defers the end of a plugin. */
export function proxy_on_done(id: u32): u32 {
  enter();
  const context = findContext(id);
  const done = context == null || context.onDone();
  leave();
  return done ? 1 : 0;
}

/** Writes the access log of a stream. */
export function proxy_on_log(id: u32): void {
  enter();
  const context = findContext(id);
  if (context != null) context.onLog();
  leave();
}

/** Forgets a plugin or a stream. */
export function proxy_on_delete(id: u32): void {
  enter();
  const context = removeContext(id);
  if (context != null) context.onDelete();
  leave();
}
