/** What the host calls about TCP connections. */
import { PeerType } from "../abi/enums";
import { FilterStatus } from "../abi/filter-status";
import { beginEntry, endEntry } from "../runtime/host-entry";
import { streamContext } from "../registry";

/** Announces a client. */
export function proxy_on_new_connection(id: u32): i32 {
  beginEntry();
  const context = streamContext(id);
  const status =
    context == null ? FilterStatus.Continue : context.onNewConnection();
  endEntry();
  return status;
}

/** Hands over what the client sent. */
export function proxy_on_downstream_data(
  id: u32,
  size: u32,
  endOfStream: u32,
): i32 {
  beginEntry();
  const context = streamContext(id);
  const status =
    context == null
      ? FilterStatus.Continue
      : context.onDownstreamData(<i32>size, endOfStream != 0);
  endEntry();
  return status;
}

/** Hands over what the server sent. */
export function proxy_on_upstream_data(
  id: u32,
  size: u32,
  endOfStream: u32,
): i32 {
  beginEntry();
  const context = streamContext(id);
  const status =
    context == null
      ? FilterStatus.Continue
      : context.onUpstreamData(<i32>size, endOfStream != 0);
  endEntry();
  return status;
}

/** Tells that the client's connection is closed. */
export function proxy_on_downstream_connection_close(id: u32, peer: u32): void {
  beginEntry();
  const context = streamContext(id);
  if (context != null) context.onDownstreamConnectionClose(<PeerType>peer);
  endEntry();
}

/** Tells that the server's connection is closed. */
export function proxy_on_upstream_connection_close(id: u32, peer: u32): void {
  beginEntry();
  const context = streamContext(id);
  if (context != null) context.onUpstreamConnectionClose(<PeerType>peer);
  endEntry();
}
