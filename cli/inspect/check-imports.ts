import { printSignature } from "../../host/engine/wasm/print-signature.ts";
import type { ModuleImport } from "../../host/engine/wasm/module-interface.ts";
import { importAdvice } from "./import-advice.ts";
import type { Finding, ImportReport } from "./inspection.ts";
import { firstWith, hostFunctionOf } from "./proxy-versions.ts";
import { dotted, type Subject } from "./subject.ts";

const LINKING =
  "A proxy links every import when it loads the module, also those that are never called.";

/** The imports, each with what is wrong with it. */
export function reportImports(subject: Subject): ImportReport[] {
  return subject.module.imports.map((each) => {
    const { module, name, kind, signature } = each;
    const type =
      signature === undefined ? {} : { type: printSignature(signature) };
    const problem = checkImport(subject, each)?.what;
    return { module, name, kind, ...type, ...(problem && { problem }) };
  });
}

/** What the proxy does not have for the module. */
export function checkImports(subject: Subject): Finding[] {
  return subject.module.imports.flatMap(
    (each) => checkImport(subject, each) ?? [],
  );
}

function checkImport(
  subject: Subject,
  { module, name, kind, signature }: ModuleImport,
): Finding | undefined {
  const path = `${module}.${name}`;
  // A proxy makes a memory or a table for the module to import.
  if (kind === "memory" || kind === "table") return undefined;
  if (kind === "global" || kind === "tag") return missingOther(path, kind);
  const wanted = hostFunctionOf(subject.proxy, subject.abi, module, name);
  if (wanted === undefined) return missing(subject, path, name);
  if (wanted === signature) return undefined;
  return mismatch(subject, path, signature!, wanted);
}

function missing({ proxy, abi }: Subject, path: string, name: string): Finding {
  return {
    id: "import-missing",
    severity: "error",
    what: `${proxy.name} has no function ${path} for ABI ${dotted(abi)}.`,
    why: LINKING,
    fix: importAdvice(path, firstWith(name)),
    log: `Failed to load Wasm module due to a missing import: ${path}`,
  };
}

function missingOther(path: string, kind: "global" | "tag"): Finding {
  return {
    id: `import-${kind}`,
    severity: "error",
    what: `The module imports the ${kind} ${path}.`,
    why: `A proxy gives a module functions, and no ${kind}s.`,
    fix: `Link the module statically: define the ${kind} in it.`,
    log: `Failed to load Wasm module due to a missing import: ${path}`,
  };
}

function mismatch(
  { proxy }: Subject,
  path: string,
  signature: string,
  wanted: string,
): Finding {
  const imported = printSignature(signature);
  const exported = printSignature(wanted);
  return {
    id: "import-type",
    severity: "error",
    what: `The module imports ${path} as ${imported}; in ${proxy.name} it is ${exported}.`,
    why: LINKING,
    fix: "Declare the function with the proxy's type, or use an SDK for this proxy's ABI.",
    log: `Failed to load Wasm module due to an import type mismatch: ${path}, want: ${imported}, but host exports: ${exported}`,
  };
}
