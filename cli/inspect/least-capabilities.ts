import { isWasi } from "../../host/abi/host-signatures.ts";
import { expectedExportType } from "./expected-export-type.ts";
import type { Subject } from "./subject.ts";

/**
 * The least `allowed_capabilities` that a module needs: the host functions that it
 * imports, and its callbacks.
 *
 * A proxy checks neither `malloc` and `_initialize` nor Envoy's own functions. An empty
 * list restricts nothing.
 */
export function leastCapabilities(subject: Subject): string[] {
  const { imports, functions } = subject.module;
  const imported = imports
    .filter(({ kind }) => kind === "function")
    .filter(({ module, name }) => isWasi(module) || name.startsWith("proxy_"))
    .map(({ name }) => name);
  const exported = [...functions.keys()]
    .filter((name) => /^proxy_(on_|validate_)/.test(name))
    .filter((name) => name !== "proxy_on_memory_allocate")
    .filter((name) => expectedExportType(subject, name) !== undefined);
  return [...new Set([...imported, ...exported])].sort();
}
