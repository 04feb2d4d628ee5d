import type { HttpCall } from "../calls/http-call.ts";
import type { UpstreamAnswer } from "../http/exchange.ts";
import type { ProxyHost } from "../proxy-host.ts";
import type { HostFunctions } from "../vm/vm.ts";
import type { Spec } from "./spec.ts";
import { binaryOf, textOf } from "./text.ts";

/**
 * How a spec sees and ends the HTTP calls of filters; declared in
 * `testing/spec-host.ts`.
 *
 *     callControls(spec).answerCall
 */
export function callControls(spec: Spec): HostFunctions {
  const call = (id: number) => spec.find<HttpCall>(id);
  return {
    callCount: (host: number) => spec.find<ProxyHost>(host).httpCalls.length,
    callAt: (host: number, at: number) =>
      spec.keep(spec.find<ProxyHost>(host).httpCalls[at]),
    callCluster: (id: number) => spec.newText(call(id).cluster),
    callHeader(id: number, name: number) {
      const value = call(id).header(binaryOf(spec.text(name)));
      return spec.newTextOrNull(value === undefined ? null : textOf(value));
    },
    callBody: (id: number) => spec.newBytes(call(id).body),
    answerCall: (id: number, answer: number) =>
      call(id).respond(spec.find<UpstreamAnswer>(answer)),
    failCall: (id: number) => call(id).fail(),
  };
}
