import {
  proxy_close_stream,
  proxy_continue_stream,
  proxy_set_effective_context,
} from "../abi/env";
import { Status, StreamType } from "../abi/enums";

/** Makes the rest of this callback act on a context. */
export function activate(context: u32): Status {
  return proxy_set_effective_context(context);
}

/** Continues a direction of a stream that a callback has stopped. */
export function continueStream(context: u32, type: StreamType): Status {
  const status = activate(context);
  return status == Status.Ok ? proxy_continue_stream(type) : status;
}

/** Closes, or resets, a direction of a stream. */
export function closeStream(context: u32, type: StreamType): Status {
  const status = activate(context);
  return status == Status.Ok ? proxy_close_stream(type) : status;
}
