// @ts-check
/**
 * The host functions for calls to other services. Calls are recorded as text; the
 * spec itself calls the module's exports with the answers, and sets what the
 * answer has: header maps and buffers.
 */

import { decodePairs } from "./host-proxy.js";

const OK = 0;
const NOT_FOUND = 1;
const BAD_ARGUMENT = 2;
const INTERNAL_FAILURE = 10;

/**
 * @typedef {object} Callouts
 * @property {string[]} calls What was asked of the host, a line for each.
 * @property {Set<number>} open The tokens of gRPC calls and streams.
 * @property {number} last How many tokens were given out.
 * @property {string} message What `proxy_get_status` answers.
 */

/** @returns {Callouts} */
export function noCallouts() {
  return { calls: [], open: new Set(), last: 0, message: "" };
}

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
export function calloutFunctions(host) {
  return { ...newCalls(host), ...underWay(host) };
}

/**
 * @param {import("./host.js").TestHost} host
 * @param {(string | number)[]} parts
 */
function record(host, ...parts) {
  host.callouts.calls.push(parts.join(" "));
}

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
function newCalls(host) {
  /** As in Envoy the lowest two bits tell the kind: 0 HTTP, 1 unary, 2 stream. */
  /** @type {(kind: number, outToken: number) => number} */
  const accept = (kind, outToken) => {
    const token = (++host.callouts.last << 2) | kind;
    if (kind > 0) host.callouts.open.add(token);
    host.memory.setUint32(outToken, token, true);
    return OK;
  };
  return {
    proxy_http_call(...args) {
      const [cluster, headers, body, trailers] = texts(host, args, 4);
      const [timeout, outToken] = args.slice(8);
      if (timeout < 0 || cluster === "unknown") return BAD_ARGUMENT;
      const pairs = decodePairs(headers);
      if (!pairs.some(([name]) => name === ":path")) return BAD_ARGUMENT;
      record(host, "http", cluster, list(pairs), body);
      record(host, list(decodePairs(trailers)), timeout);
      return accept(0, outToken);
    },

    proxy_grpc_call(...args) {
      const [target, service, method, metadata, message] = texts(host, args, 5);
      const [timeout, outToken] = args.slice(10);
      if (target.endsWith("unknown")) return INTERNAL_FAILURE;
      record(host, "grpc", hex(target), service, method);
      record(host, list(decodePairs(metadata)), message, timeout);
      return accept(1, outToken);
    },

    proxy_grpc_stream(...args) {
      const [target, service, method, metadata] = texts(host, args, 4);
      if (target.endsWith("unknown")) return INTERNAL_FAILURE;
      record(host, "stream", hex(target), service, method);
      record(host, list(decodePairs(metadata)));
      return accept(2, args[8]);
    },
  };
}

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
function underWay(host) {
  return {
    proxy_grpc_send(token, message, size, endOfStream) {
      if (!host.callouts.open.has(token)) return NOT_FOUND;
      record(host, "send", token, host.read(message, size), endOfStream);
      return OK;
    },

    proxy_grpc_close(token) {
      if (!host.callouts.open.has(token)) return NOT_FOUND;
      record(host, "close", token);
      return OK;
    },

    proxy_grpc_cancel(token) {
      if (!host.callouts.open.delete(token)) return NOT_FOUND;
      record(host, "cancel", token);
      return OK;
    },

    proxy_get_status(outCode, outMessage, outSize) {
      host.memory.setUint32(outCode, 0, true);
      return host.answer(host.callouts.message, outMessage, outSize);
    },

    proxy_get_buffer_status(buffer, outLength, outFlags) {
      const bytes = host.buffers.get(buffer);
      if (bytes === undefined) return NOT_FOUND;
      host.memory.setUint32(outLength, bytes.length, true);
      host.memory.setUint32(outFlags, 0, true);
      return OK;
    },
  };
}

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => unknown>}
 */
export function calloutControls(host) {
  /** @type {(address: number) => string} */
  const text = (address) => host.exports.__getString(address);
  return {
    readCallouts() {
      const { calls } = host.callouts;
      const joined = calls.splice(0).join("\n");
      const utf8 = Buffer.from(joined, "latin1").toString();
      return host.exports.__newString(utf8);
    },
    lastToken: (kind) => (host.callouts.last << 2) | kind,
    closeContext: (context) => void host.contexts.delete(context),
    effectiveContext: () => host.effectiveContext,
    setStatusMessage: (message) =>
      void (host.callouts.message = Buffer.from(text(message)).toString(
        "latin1",
      )),
  };
}

/**
 * Reads pairs of an address and a size.
 *
 * @param {import("./host.js").TestHost} host
 * @param {number[]} args
 * @param {number} count
 */
function texts(host, args, count) {
  return Array.from({ length: count }, (_, i) =>
    host.read(args[i * 2], args[i * 2 + 1]),
  );
}

/** @param {string} bytes */
function hex(bytes) {
  return Buffer.from(bytes, "latin1").toString("hex");
}

/** @param {[name: string, value: string][]} headers */
function list(headers) {
  return `[${headers.map((header) => header.join("=")).join("; ")}]`;
}
