import { callbackSignature } from "../../host/abi/callback-signatures.ts";
import { printSignature } from "../../host/engine/wasm/print-signature.ts";
import type { ExportReport, Finding } from "./inspection.ts";
import { expectedExportType } from "./expected-export-type.ts";
import { firstWith, knows } from "./proxy-versions.ts";
import { dotted, type Subject } from "./subject.ts";

/** Exports that look like callbacks, and their right names. */
const MISNAMED: Record<string, string> = {
  proxy_on_grpc_trailing_metadata: "proxy_on_grpc_receive_trailing_metadata",
};

/** Looked for in place of `malloc`; where an old proxy does not, that is said. */
const OWN = new Set(["proxy_on_memory_allocate"]);

/** The exported functions, and which of them the proxy looks for. */
export function reportExports(subject: Subject): ExportReport[] {
  return [...subject.module.functions].map(([name, signature]) => ({
    name,
    type: printSignature(signature),
    callback: expectedExportType(subject, name) !== undefined,
  }));
}

/** What is wrong with the functions that the proxy calls. */
export function checkExports(subject: Subject): Finding[] {
  const names = [...subject.module.functions];
  return [
    ...names.flatMap(([name, type]) => checkExport(subject, name, type)),
    ...checkMalloc(subject),
    ...checkStart(subject),
  ];
}

function checkExport(
  subject: Subject,
  name: string,
  signature: string,
): Finding[] {
  const { proxy, abi } = subject;
  const wanted = expectedExportType(subject, name);
  if (wanted === signature) return [];
  if (wanted !== undefined) {
    const types = `, want: ${printSignature(wanted)}, but the module exports: ${printSignature(signature)}`;
    return [
      {
        id: "callback-type",
        severity: "error",
        what: `The module exports ${name} as ${printSignature(signature)}; ${proxy.name} wants ${printSignature(wanted)} for ABI ${dotted(abi)}.`,
        why: "A proxy looks up what it may call when it loads the module, and takes no other type.",
        fix: `Give ${name} the proxy's type, or the marker of the ABI that it is for.`,
        log: `Bad function signature for: ${name}${knows(proxy, "types of callbacks in the log") ? types : ""}`,
      },
    ];
  }
  if (!/^(proxy|envoy)_on_/.test(name) || OWN.has(name)) return [];
  const right = MISNAMED[name];
  return [
    {
      id: "callback-unknown",
      // Another ABI may know it; then it does no harm.
      severity: callbackSignature("0_2_1", name) ? "note" : "warning",
      what: `${proxy.name} never calls ${name}.`,
      why: `It looks for no function of this name for ABI ${dotted(abi)}.`,
      fix: right ? `Export it as ${right}.` : "Drop it.",
    },
  ];
}

function checkMalloc({ proxy, module }: Subject): Finding[] {
  const other = "proxy_on_memory_allocate";
  const hasOther = module.functions.has(other);
  if (module.functions.has("malloc")) return [];
  if (hasOther && knows(proxy, other)) return [];
  return [
    {
      id: "malloc-missing",
      severity: "error",
      what: hasOther
        ? `The module exports ${other}; ${proxy.name} looks for malloc alone.`
        : `The module exports neither malloc nor ${other}.`,
      why: "A proxy puts headers, bodies and all else into memory that the module gives it.",
      fix: "Export malloc: every Proxy-Wasm SDK does, unless the linker was told to drop it.",
      log: "Wasm module is missing malloc function.",
    },
  ];
}

/** What the proxy does not call of the functions that start a module. */
function checkStart({ proxy, module }: Subject): Finding[] {
  const { functions } = module;
  if (!functions.has("_initialize") || functions.has("_start")) return [];
  if (knows(proxy, "_initialize")) return [];
  return [
    {
      id: "initialize-unknown",
      severity: "error",
      what: `${proxy.name} never calls _initialize, and the module has no _start.`,
      why: "Without it nothing that the module sets up when it starts is there: no context is registered.",
      fix: `Export the same function as _start as well, which proxy-wasm-as does for ABI 0.1.0 and 0.2.0, or use ${firstWith("_initialize")} or a newer proxy.`,
    },
  ];
}
