import type { Finding } from "./inspection.ts";
import { knows, type ProxyVersion } from "./proxy-versions.ts";
import type { Subject } from "./subject.ts";

/** V8's limit in Envoy: 1 GiB in pages of 64 KiB. */
const MOST_PAGES = 16_384;
/** What a ConfigMap of Kubernetes holds. */
const CONFIG_MAP = 1_048_576;

/** What is wrong with the module besides its imports and exports. */
export function checkLayout(subject: Subject, size: number): Finding[] {
  return [
    ...checkMemory(subject),
    ...checkStartSection(subject),
    ...checkNames(subject),
    ...checkSize(size),
  ];
}

function checkMemory({ module, layout, proxy }: Subject): Finding[] {
  const imported = module.imports.some(({ kind }) => kind === "memory");
  if (!module.exportsMemory && !imported) {
    return [
      {
        id: "memory-missing",
        severity: "error",
        what: "The module exports no memory.",
        why: `${proxy.name} reads and writes it without looking: the first call of a host function crashes the whole proxy, without a word in its log.`,
        fix: 'Export the memory: (memory (export "memory") 1).',
      },
    ];
  }
  const { minimum = 0 } = layout.memory ?? {};
  if (minimum <= MOST_PAGES) return [];
  return [
    {
      id: "memory-size",
      severity: "error",
      what: `The module wants ${minimum} pages of memory to begin with.`,
      why: `A module can have ${MOST_PAGES} pages at most, 1 GiB.`,
      fix: "Lower the initial memory.",
      log: "Failed to create new Wasm instance",
    },
  ];
}

function checkStartSection({ layout, proxy }: Subject): Finding[] {
  if (!layout.hasStartSection) return [];
  return [
    {
      id: "start-section",
      severity: "warning",
      what: "The module has a start section.",
      why: `It runs before ${proxy.name} has the module's memory: a call of a host function there, such as a log line, crashes the whole proxy.`,
      fix: 'Start by an exported function: with asc, "exportStart": "_initialize".',
    },
  ];
}

function checkNames({ layout, proxy }: Subject): Finding[] {
  if (layout.namesAreBroken) return [namesBroken(proxy)];
  if (layout.hasNames) return [];
  return [
    {
      id: "names-missing",
      severity: "note",
      what: "The module has no name section.",
      why: "Without names a proxy logs a trap and no backtrace.",
      fix: 'Keep the names: with asc, "debug": true. They cost nothing when the module runs.',
    },
  ];
}

function namesBroken(proxy: ProxyVersion): Finding {
  const isRead = knows(proxy, "names are checked");
  return {
    id: "names-broken",
    severity: isRead ? "error" : "warning",
    what: "The names of functions in the name section cannot be read.",
    why: "A proxy reads them for its backtraces when it loads the module; engines do not look into the section.",
    fix: 'Build it again, or drop the section: "wasm-strip" of wabt does.',
    ...(isRead && { log: "Failed to parse corrupted Wasm module" }),
  };
}

function checkSize(size: number): Finding[] {
  if (size <= CONFIG_MAP) return [];
  return [
    {
      id: "size",
      severity: "note",
      what: `The module has ${size} bytes.`,
      why: "A ConfigMap holds 1,048,576, and every worker compiles the module.",
      fix: "Build for release, or deliver the module as an image.",
    },
  ];
}
