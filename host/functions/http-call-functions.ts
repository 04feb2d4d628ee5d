import {
  HTTP_CALL_RESPONSE_BODY,
  HTTP_CALL_RESPONSE_HEADERS,
  HTTP_CALL_RESPONSE_TRAILERS,
} from "../abi/numbers.ts";
import { decodePairs, type Header } from "../abi/pairs.ts";
import {
  BAD_ARGUMENT,
  BROKEN_CONNECTION,
  INTERNAL_FAILURE,
  INVALID_MEMORY_ACCESS,
  OK,
} from "../abi/status.ts";
import { readOnly } from "../engine/buffer-view.ts";
import type { PluginListener } from "../engine/plugin-listener.ts";
import type { HostFunctions, Vm } from "../engine/vm.ts";
import { HeaderMap } from "../message/header-map.ts";
import { setExpectedTimeout } from "../message/upstream-timeout.ts";
import type { HttpCallAnswer } from "../shared/calls/pending-http-call.ts";

/** The low bits of a token tell the kind of the call. */
const TOKEN_STEP = 4;

/** Headers without which Envoy does not send a request. */
const REQUIRED = [":path", ":method", ":authority"];

/**
 * The host function for HTTP calls.
 *
 *     httpCallFunctions(vm).proxy_http_call
 */
export function httpCallFunctions(vm: Vm): HostFunctions {
  const { memory } = vm;
  const { callouts } = vm.settings;
  let token = 0;
  return {
    proxy_http_call(
      cluster: number,
      clusterSize: number,
      pairs: number,
      pairsSize: number,
      body: number,
      bodySize: number,
      trailers: number,
      trailersSize: number,
      timeout: number,
      outToken: number,
    ) {
      const name = memory.text(cluster, clusterSize);
      const encoded = memory.bytes(pairs, pairsSize);
      const bytes = memory.bytes(body, bodySize);
      const trailing = memory.bytes(trailers, trailersSize);
      if (name === null || encoded === null) return INVALID_MEMORY_ACCESS;
      if (bytes === null || trailing === null) return INVALID_MEMORY_ACCESS;
      if (!memory.setU32(outToken, 0)) return INVALID_MEMORY_ACCESS;
      const { listener } = vm.context;
      const found = callouts.cluster(name);
      if (listener === null || timeout < 0) return BAD_ARGUMENT;
      if (found === null) return BAD_ARGUMENT;
      const headers = new HeaderMap("request", decodePairs(encoded));
      if (REQUIRED.some((each) => headers.get(each) === undefined)) {
        return BAD_ARGUMENT;
      }
      token += TOKEN_STEP;
      if (found.hasHosts === false) return INTERNAL_FAILURE;
      const sized = withLength(headers, bytes.length);
      const request = {
        cluster: name,
        headers: withOwn(sized, timeout),
        body: Buffer.from(bytes),
        trailers: decodePairs(trailing),
        timeout,
      };
      const own = token;
      callouts.callHttp(listener, vm.context, request, (answer) =>
        notifyAnswer(listener, own, answer),
      );
      memory.setU32(outToken, own);
      return OK;
    },
  };
}

/** Calls the plugin back with an answer; null if it broke off. */
function notifyAnswer(
  plugin: PluginListener,
  token: number,
  answer: HttpCallAnswer | null,
): void {
  const callback = "proxy_on_http_call_response";
  if (answer === null) {
    const failure = { code: BROKEN_CONNECTION, message: "reset" };
    return plugin.notifyCall(callback, [token, 0, 0, 0], { failure });
  }
  const { headers, body, trailers } = answer;
  const sizes = [headers.size, body.length, trailers?.size ?? 0];
  plugin.notifyCall(callback, [token, ...sizes], {
    maps: {
      [HTTP_CALL_RESPONSE_HEADERS]: headers,
      [HTTP_CALL_RESPONSE_TRAILERS]: trailers,
    },
    buffers: { [HTTP_CALL_RESPONSE_BODY]: readOnly(body.bytes) },
  });
}

/** Adds the headers that Envoy's client and router add to a call. */
function withOwn(headers: readonly Header[], timeout: number): Header[] {
  const map = new HeaderMap("request", headers);
  map.put("x-envoy-internal", "true");
  setExpectedTimeout(map, timeout);
  return [...map.entries];
}

/** Sets the length of a body, as Envoy does. */
function withLength(headers: HeaderMap, length: number): Header[] {
  const own: Header = ["content-length", String(length)];
  const pairs = headers.entries.map(([name, value]): Header => [name, value]);
  if (length === 0) return pairs;
  if (headers.get(own[0]) === undefined) return [...pairs, own];
  return pairs.map((each) => (each[0] === own[0] ? own : each));
}
