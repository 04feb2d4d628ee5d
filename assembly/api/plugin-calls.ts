import { proxy_done, proxy_set_tick_period_milliseconds } from "../abi/env";
import { Status } from "../abi/enums";
import { activate } from "./stream";

/** Sets how often the plugin of the context that the host calls is to tick. */
export function setTickPeriod(milliseconds: u32): Status {
  return proxy_set_tick_period_milliseconds(milliseconds);
}

/** Ends a plugin that has deferred its end. */
export function endPlugin(context: u32): Status {
  const status = activate(context);
  return status == Status.Ok ? proxy_done() : status;
}
