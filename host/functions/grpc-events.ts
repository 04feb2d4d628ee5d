import {
  GRPC_CALL_MESSAGE,
  GRPC_INITIAL_METADATA,
  GRPC_TRAILING_METADATA,
} from "../abi/numbers.ts";
import { ByteBuffer } from "../base/byte-buffer.ts";
import { body } from "../engine/buffer-view.ts";
import type { PluginListener } from "../engine/plugin-listener.ts";
import type { HeaderMap } from "../message/header-map.ts";
import type { GrpcFailure } from "../shared/calls/grpc-request.ts";
import type { GrpcStreamEvents } from "../shared/calls/served-grpc-stream.ts";

/** Calls a plugin back about the end of a call. */
export function notifyEnd(
  plugin: PluginListener,
  token: number,
  end: Buffer | GrpcFailure,
): void {
  if (Buffer.isBuffer(end)) return eventsOf(plugin, token).message(end);
  eventsOf(plugin, token).close(end);
}

/** Returns functions that call a plugin back about a token. */
export function eventsOf(
  plugin: PluginListener,
  token: number,
): GrpcStreamEvents {
  const metadata = (callback: string, map: number, headers: HeaderMap) =>
    plugin.notifyCall(callback, [token, headers.size], {
      maps: { [map]: headers },
    });
  return {
    initialMetadata: (headers) =>
      metadata(
        "proxy_on_grpc_receive_initial_metadata",
        GRPC_INITIAL_METADATA,
        headers,
      ),
    message: (bytes) =>
      plugin.notifyCall("proxy_on_grpc_receive", [token, bytes.length], {
        buffers: { [GRPC_CALL_MESSAGE]: body(new ByteBuffer(bytes)) },
      }),
    trailingMetadata: (trailers) =>
      metadata(
        "proxy_on_grpc_receive_trailing_metadata",
        GRPC_TRAILING_METADATA,
        trailers,
      ),
    close: (failure) =>
      plugin.notifyCall("proxy_on_grpc_close", [token, failure.code], {
        failure,
      }),
  };
}
