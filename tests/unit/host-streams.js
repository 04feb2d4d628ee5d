// @ts-check
/** The host functions about bodies, local responses, and the ends of streams. */

const OK = 0;
const NOT_FOUND = 1;
const BAD_ARGUMENT = 2;
const UNIMPLEMENTED = 12;

const UPSTREAM = 3;

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
export function streamFunctions(host) {
  return { ...bufferFunctions(host), ...controlFunctions(host) };
}

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
function bufferFunctions(host) {
  return {
    proxy_get_buffer_status(buffer, outLength, outFlags) {
      const bytes = host.buffers.get(buffer);
      if (bytes === undefined) return NOT_FOUND;
      host.memory.setUint32(outLength, bytes.length, true);
      host.memory.setUint32(outFlags, 0, true);
      return OK;
    },

    // As Envoy: a range may begin at 0 and hold all, or begin behind the end.
    proxy_set_buffer_bytes(buffer, start, size, data, dataSize) {
      const held = host.buffers.get(buffer);
      if (held === undefined) return BAD_ARGUMENT;
      const from = start >>> 0;
      const length = size >>> 0;
      const bytes = host.read(data, dataSize);
      if (from === 0 && length === 0) host.buffers.set(buffer, bytes + held);
      else if (from === 0 && length >= held.length) {
        host.buffers.set(buffer, bytes);
      } else if (from > 0 && from >= held.length) {
        host.buffers.set(buffer, held + bytes);
      } else return BAD_ARGUMENT;
      return OK;
    },
  };
}

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
function controlFunctions(host) {
  /** @type {(action: string, status?: number) => number} */
  const act = (action, status = OK) => {
    host.actions.push(action);
    return status;
  };
  return {
    proxy_set_effective_context(context) {
      if (!host.contexts.has(context)) return BAD_ARGUMENT;
      host.effectiveContext = context;
      return act(`activate ${context}`);
    },
    proxy_continue_stream(type) {
      if (type === UPSTREAM) return UNIMPLEMENTED;
      return act(`continue ${type}`);
    },
    proxy_close_stream(type) {
      return act(`close ${type}`);
    },
    proxy_send_local_response(
      status,
      details,
      detailsSize,
      body,
      bodySize,
      headers,
      headersSize,
      grpcStatus,
    ) {
      const texts = [
        `local ${status}`,
        host.read(details, detailsSize),
        host.read(body, bodySize),
        host
          .readPairs(headers, headersSize)
          .map((header) => header.join("="))
          .join("&"),
        String(grpcStatus),
      ];
      return act(texts.join("|"));
    },
  };
}
