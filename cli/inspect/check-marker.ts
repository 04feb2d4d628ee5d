import type { Finding } from "./inspection.ts";
import { abiOf, dotted, markersOf, type Subject } from "./subject.ts";

const WHY =
  "A proxy learns from the export proxy_abi_version_X_Y_Z which functions the module may call, and loads no module without one that it knows.";

/** What is wrong with the marker of the module's ABI. */
export function checkMarker({ proxy, module }: Subject): Finding[] {
  const { speaks, abiVersions, markerLog } = proxy.generation;
  if (speaks !== undefined) return [];
  const markers = markersOf(module).map(dotted);
  const accepted = abiVersions.map(dotted).join(", ");
  const log = markerLog ?? "Wasm VM failed Failed to initialize Wasm code";
  if (markers.length === 0) {
    return [
      {
        id: "abi-marker-missing",
        severity: "error",
        what: "The module exports no proxy_abi_version_X_Y_Z.",
        why: WHY,
        fix: "Build it with a Proxy-Wasm SDK; with proxy-wasm-as, extend its asconfig.json.",
        log,
      },
    ];
  }
  const abi = abiOf(module, proxy);
  if (abi === undefined) {
    return [
      {
        id: "abi-marker-unknown",
        severity: "error",
        what: `The module is for ABI ${markers.join(" and ")}; ${proxy.name} knows ${accepted}.`,
        why: WHY,
        fix: `Build it for ABI ${accepted.split(", ").at(-1)}, or use a proxy that knows ${markers.join(" or ")}.`,
        log,
      },
    ];
  }
  if (markers.length === 1) return [];
  return [
    {
      id: "abi-marker-ambiguous",
      severity: "warning",
      what: `The module is for ABI ${markers.join(" and ")}; ${proxy.name} takes it for ${dotted(abi)}.`,
      why: "The first marker that the proxy knows counts, in the order of the exports.",
      fix: "Export one marker.",
    },
  ];
}
