import {
  LAST_STREAM,
  REQUEST_STREAM,
  RESPONSE_STREAM,
} from "../abi/numbers.ts";
import { decodePairs } from "../abi/pairs.ts";
import { BAD_ARGUMENT, INVALID_MEMORY_ACCESS, OK } from "../abi/status.ts";
import type { HostFunctions, Vm } from "../engine/vm.ts";

const MAX_GRPC_STATUS = 16;

/**
 * The host functions that continue, close and answer streams.
 *
 *     streamFunctions(vm).proxy_continue_stream
 */
export function streamFunctions(vm: Vm): HostFunctions {
  const { memory } = vm;
  return {
    proxy_continue_stream(stream: number) {
      if (stream >>> 0 > LAST_STREAM) return BAD_ARGUMENT;
      return vm.context.continueStream(stream);
    },
    proxy_continue_request: () => vm.context.continueStream(REQUEST_STREAM),
    proxy_continue_response: () => vm.context.continueStream(RESPONSE_STREAM),

    proxy_close_stream(stream: number) {
      if (stream >>> 0 > LAST_STREAM) return BAD_ARGUMENT;
      return vm.context.closeStream(stream);
    },

    proxy_send_local_response(
      status: number,
      details: number,
      detailsSize: number,
      body: number,
      bodySize: number,
      headers: number,
      headersSize: number,
      grpcStatus: number,
    ) {
      const why = memory.text(details, detailsSize);
      const bytes = memory.bytes(body, bodySize);
      const pairs = memory.bytes(headers, headersSize);
      if (why === null || bytes === null || pairs === null) {
        return INVALID_MEMORY_ACCESS;
      }
      vm.context.sendLocalResponse({
        status,
        headers: decodePairs(pairs),
        body: bytes,
        details: why.replace(/\s/g, "_"),
        grpcStatus:
          grpcStatus >= 0 && grpcStatus <= MAX_GRPC_STATUS
            ? grpcStatus
            : undefined,
      });
      vm.stopsIteration = true;
      return OK;
    },

    proxy_set_effective_context(id: number) {
      // 0 is the VM itself, and means the context whose callback is running.
      if (id !== 0 && !vm.contexts.has(id >>> 0)) return BAD_ARGUMENT;
      vm.effectiveId = id >>> 0;
      return OK;
    },

    proxy_done: () => vm.context.done(),
  };
}
