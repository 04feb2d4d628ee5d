import { isWasi } from "../../host/abi/host-signatures.ts";
import type { Finding } from "./inspection.ts";
import type { Platform } from "./platforms.ts";
import type { Subject } from "./subject.ts";

const PAGE = 65_536;

/** What a platform does not support or limits, by its documentation, with the source. */
export function checkPlatform(subject: Subject, size: number): Finding[] {
  const { platform } = subject.proxy;
  if (platform === undefined) return [];
  return [
    ...checkUnsupported(subject, platform),
    ...checkWasi(subject, platform),
    ...checkLimits(subject, platform, size),
  ];
}

function checkUnsupported(
  { module }: Subject,
  { name, unsupported = [] }: Platform,
): Finding[] {
  const used = new Set([
    ...module.imports.map((each) => each.name),
    ...module.functions.keys(),
  ]);
  return unsupported.flatMap(({ names, what, source }) => {
    const found = names.filter((each) => used.has(each));
    if (found.length === 0) return [];
    return [
      {
        id: "platform-unsupported",
        severity: "warning" as const,
        what: `${name} has no ${what}; the module has ${found.join(", ")}.`,
        why: "Its own source says so; whether it refuses such a module is not said.",
        fix: "Leave out what needs it on this platform, or try it with the platform's own tester.",
        source,
      },
    ];
  });
}

function checkWasi({ module }: Subject, { name, wasi }: Platform): Finding[] {
  if (wasi === undefined) return [];
  const others = module.imports
    .filter((each) => isWasi(each.module) && !wasi.names.includes(each.name))
    .map((each) => each.name);
  if (others.length === 0) return [];
  return [
    {
      id: "platform-wasi",
      severity: "warning",
      what: `${name} names ${wasi.names.join(", ")} of WASI; the module imports ${others.join(", ")} as well.`,
      why: "The documentation speaks of a small subset of WASI, and names no more.",
      fix: "Build without what needs them, or try the module with the platform's own tester.",
      source: wasi.source,
    },
  ];
}

function checkLimits(
  { layout }: Subject,
  { name, limits }: Platform,
  size: number,
): Finding[] {
  if (limits === undefined) return [];
  const { module, memory, source } = limits;
  const findings: Finding[] = [];
  if (size > module) {
    findings.push({
      id: "platform-size",
      severity: "error",
      what: `The module has ${size} bytes; ${name} takes ${module}, with the configuration.`,
      why: "It is a limit of the platform that cannot be changed.",
      fix: "Build for release, without a debug section.",
      source,
    });
  }
  const initial = (layout.memory?.minimum ?? 0) * PAGE;
  if (initial > memory) {
    findings.push({
      id: "platform-memory",
      severity: "error",
      what: `The module begins with ${initial} bytes of memory; ${name} ends a plugin that has more than ${memory}.`,
      why: "Requests are then answered with 500.",
      fix: "Lower the initial memory.",
      source,
    });
  }
  return findings;
}
