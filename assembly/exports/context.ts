/** What the host calls about contexts of every kind. */
import { beginEntry, endEntry } from "../runtime/host-entry";
import { ContextKind } from "../contexts/context";
import { KnownPlugins } from "../contexts/known-plugins";
import { endClock } from "../api/clockwork";
import { endContext } from "../api/context-end";
import { findContext, removeContext } from "../context-table";
import { HAS_CLOCK, HAS_SCRIPTS, HAS_TIMERS, KEEPS_PLUGINS } from "../features";
import { createContext } from "../registry";

/** Begins a plugin, where `parent` is 0, or a stream. */
export function proxy_on_context_create(id: u32, parent: u32): void {
  beginEntry();
  createContext(id, parent);
  endEntry();
}

/** Ends a plugin or a stream; 0 defers the end of a plugin. */
export function proxy_on_done(id: u32): u32 {
  beginEntry();
  const context = findContext(id);
  let done: bool = true;
  if (context != null) {
    if (context.sdkKind != ContextKind.Root)
      context.sdkKind = ContextKind.Ended;
    done = context.onDone();
  }
  endEntry();
  return done ? 1 : 0;
}

/** Writes the access log of a stream. */
export function proxy_on_log(id: u32): void {
  beginEntry();
  const context = findContext(id);
  if (context != null) {
    const kind = context.sdkKind;
    if (kind != ContextKind.Root) context.sdkKind = ContextKind.Ended;
    context.onLog();
    // The proxy may also write its log while a stream goes on.
    context.sdkKind = kind;
  }
  endEntry();
}

/** Forgets a plugin or a stream. */
export function proxy_on_delete(id: u32): void {
  beginEntry();
  endContext(id);
  const context = removeContext(id);
  if (context != null) {
    if (HAS_SCRIPTS) context.sdkDropScripts();
    if (HAS_CLOCK) endClock(id);
    if (HAS_TIMERS) context.sdkKind = ContextKind.Ended;
    if (KEEPS_PLUGINS) KnownPlugins.remove(context);
    context.onDelete();
  }
  endEntry();
}
