import { REQUEST_HEADERS, RESPONSE_HEADERS } from "../../abi/numbers.ts";
import type { Message } from "../../message/message.ts";
import type { Findings } from "./findings.ts";

/** What findings need of a VM. */
interface Vm {
  readonly settings: { vmId: string; findings?: Findings };
  readonly context: { hasContinued(map: number): boolean };
  readonly memory: { size: number };
  readonly where: string;
}

const NAMES: Record<number, string> = {
  [REQUEST_HEADERS]: "request",
  [RESPONSE_HEADERS]: "response",
};

/**
 * After so many bytes, the memory of a filter that frees what it gets stops growing.
 */
export const ENOUGH_TO_SETTLE = 16 << 20;
const ENOUGH_TO_TELL = 4 * ENOUGH_TO_SETTLE;

/**
 * Reports that a filter reads or changes headers that it has already continued.
 *
 *     reportLate(vm, map, "read");
 */
export function reportLate(
  vm: Vm,
  map: number,
  verb: "read" | "changed",
): void {
  const { findings } = vm.settings;
  if (findings === undefined || !vm.context.hasContinued(map)) return;
  const name = NAMES[map];
  findings.add({
    rule: "headers-after-continue",
    what: `The headers of the ${name} are ${verb} after they were continued.`,
    where: vm.where,
    why:
      verb === "read"
        ? "Envoy answers as if there were none."
        : "Envoy has sent them already: it answers BadArgument and changes nothing.",
    fix:
      verb === "read"
        ? `Keep what you need of them in a field, in the ${name}'s headers callback.`
        : "Change them before their callback returns Continue.",
  });
}

/** Reports a host function called while the module starts. */
export function reportModuleScope(vm: Vm, name: string): void {
  vm.settings.findings?.add({
    rule: "module-scope",
    what: `${name} is called in module scope.`,
    where: vm.where,
    why: "Envoy allows only the log and WASI there, and refuses to load the module.",
    fix: "Call it in onConfigure, or when it is first needed.",
  });
}

/**
 * Reports a message whose content-length differs from the body that a filter has
 * changed.
 */
export function reportLength(vm: Vm, name: string, message: Message): void {
  const length = message.header("content-length");
  const actual = message.body.length;
  if (length === undefined || Number(length) === actual) return;
  vm.settings.findings?.add({
    rule: "content-length",
    what: `The ${name} says content-length: ${length}, and its body has ${actual} bytes.`,
    where: `proxy_on_${name}_body`,
    why: "The receiver reads that many bytes: it waits for more, or takes the rest for another message.",
    fix: `Remove content-length in the ${name}'s headers callback if the body will change.`,
  });
}

/**
 * Reports a stopped body that continues unchanged, because trailers came while the
 * filter waited for the end of the stream.
 */
export function reportHeld(vm: Vm, name: string): void {
  const title = name[0].toUpperCase() + name.slice(1);
  vm.settings.findings?.add({
    rule: "held-at-trailers",
    what: `The body of the ${name} is stopped, and its trailers continue it.`,
    where: `proxy_on_${name}_body`,
    why: "In a message with trailers, no part of the body has endOfStream, so what the filter does at endOfStream never happens.",
    fix: `Do the same in on${title}Trailers; the body is available there if it was stopped with StopIterationAndBuffer.`,
  });
}

/**
 * Reports a memory that keeps what the host puts there. A host does not see what a
 * module frees, but freed blocks are used again. So a module keeps them if its
 * memory doubles while the host hands over 16 to 64 MiB, and is then as large as all
 * of that.
 */
export function reportGrowth(vm: Vm, allocated: number, settled: number): void {
  if (allocated < ENOUGH_TO_TELL) return;
  if (vm.memory.size < Math.max(allocated, 2 * settled)) return;
  vm.settings.findings?.add({
    rule: "leaked-buffer",
    what: "Blocks that the host allocates with malloc are not freed.",
    where: `the VM ${vm.settings.vmId}`,
    why: "The memory grows until the VM traps, and all its streams with it.",
    fix: "Free each block that a host function returns, or read it through the SDK, which frees it.",
  });
}

/**
 * Reports a stream that ends before one of its calls, unless the client broke it
 * off.
 */
export function reportUnanswered(vm: Vm, cluster: string, id: number): void {
  vm.settings.findings?.add({
    rule: "unanswered-call",
    what: `A call to the cluster ${cluster} has no answer yet.`,
    where: `the end of the stream of context ${id}`,
    why: "Envoy passes the answer to the plugin when the stream is gone.",
    fix: "Return StopIteration until the answer has come, or make the call from the root context.",
  });
}

/**
 * Reports a message that a filter has stopped while its VM waits for nothing that
 * could continue it.
 *
 *     reportStuck(vm, "proxy_on_request_headers", 3);
 */
export function reportStuck(vm: Vm, callback: string, id: number): void {
  const name = callback.includes("request") ? "request" : "response";
  const title = name === "request" ? "Request" : "Response";
  vm.settings.findings?.add({
    rule: "stuck-stream",
    what: `The ${name} is stopped, and nothing can continue it.`,
    where: `${callback} of context ${id}`,
    why: "The filter waits for no call, timer or queue, and no other stream is open: the client gets no answer until it gives up.",
    fix: `Return Continue there, send a local response, or call continue${title}() in the callback of what it waits for.`,
  });
}
