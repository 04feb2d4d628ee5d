import {
  proxy_continue_request,
  proxy_continue_response,
} from "../abi/abi-0.1.0/env";
import {
  proxy_close_stream,
  proxy_continue_stream,
  proxy_set_effective_context,
} from "../abi/env";
import { Status, StreamType } from "../abi/enums";
import { activeContext, setActiveContext } from "../abi/active-context";
import { ABI, ABI_0_1_0 } from "../abi/version";
import { dropKept } from "../abi/kept-headers";

/** Makes the rest of this callback act on a context. */
export function activate(context: u32): Status {
  if (context != 0 && context == activeContext()) return Status.Ok;
  dropKept();
  const status = proxy_set_effective_context(context);
  setActiveContext(status == Status.Ok ? context : 0);
  return status;
}

/** Continues a direction of the active stream that a callback has stopped. */
export function continueStream(type: StreamType): Status {
  dropKept();
  if (ABI == ABI_0_1_0) {
    return type == StreamType.HttpRequest
      ? proxy_continue_request()
      : type == StreamType.HttpResponse
        ? proxy_continue_response()
        : Status.Unimplemented;
  }
  return proxy_continue_stream(type);
}

/** Closes, or resets, a direction of the active stream. */
export function closeStream(type: StreamType): Status {
  if (ABI == ABI_0_1_0) {
    ERROR("ABI 0.1.0 cannot close a stream: build for 0.2.0 or newer.");
  }
  dropKept();
  return proxy_close_stream(type);
}
