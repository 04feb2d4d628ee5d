import { textOf } from "../abi/text.ts";
import type { HttpCall } from "../shared/calls/http-call.ts";
import type { UpstreamAnswer } from "../message/exchange.ts";
import type { HostFunctions } from "../engine/vm.ts";
import type { SpecHost } from "./spec-host.ts";
import type { Spec } from "./spec.ts";

/** The lists of what filters have asked for, as the proxy names them. */
type CallList = "httpCalls" | "grpcCalls" | "grpcStreams";

/**
 * How a spec sees what filters ask other services for, and ends their HTTP calls;
 * declared in `testing/spec-host.ts`.
 *
 *     callControls(spec).answerCall
 */
export function callControls(spec: Spec): HostFunctions {
  const calls = (host: number, list: number) =>
    spec.find<SpecHost>(host).host[spec.text(list) as CallList];
  const http = (id: number) => spec.find<HttpCall>(id);
  const field = (id: number, name: number) =>
    spec.find<Record<string, unknown>>(id)[spec.text(name)];
  return {
    callCount: (host: number, list: number) => calls(host, list).length,
    callAt: (host: number, list: number, at: number) =>
      spec.keep(calls(host, list)[at]),
    callText: (id: number, name: number) =>
      spec.newText(textOf(field(id, name) as string)),
    callFlag: (id: number, name: number) => Number(field(id, name)),
    callPairs: (id: number, name: number) =>
      spec.keep(field(id, name) as object),
    callBytes: (id: number, name: number) =>
      spec.newBytes(field(id, name) as Uint8Array),
    callNumber: (id: number, name: number) => field(id, name),
    beginAnswer: (id: number) => http(id).beginResponse(),
    answerCall: (id: number, answer: number) =>
      http(id).respond(spec.find<UpstreamAnswer>(answer)),
    failCall: (id: number, reason: number) => http(id).fail(spec.text(reason)),
  };
}
