import { readInterface } from "../../host/engine/wasm/module-interface.ts";
import { checkExports, reportExports } from "./check-exports.ts";
import { checkImports, reportImports } from "./check-imports.ts";
import { checkLayout } from "./check-layout.ts";
import { checkMarker } from "./check-marker.ts";
import { checkPlatform } from "./check-platform.ts";
import { checkBytes } from "./check-bytes.ts";
import { checkCode } from "./check-code.ts";
import type { Finding, Inspection } from "./inspection.ts";
import { leastCapabilities } from "./least-capabilities.ts";
import { readLayout } from "./module-layout.ts";
import {
  DEFAULT_PROXY,
  proxyVersion,
  type ProxyVersion,
} from "./proxy-versions.ts";
import {
  abiOf,
  dotted,
  likelyAbi,
  markersOf,
  type Subject,
} from "./subject.ts";

/**
 * Checks a module against a proxy without running one: what it would refuse, and why.
 *
 * Throws a CliError where the proxy is not known; bytes that are not a module are a finding.
 *
 *     const { findings } = await inspectModule(bytes, "istio-1.20");
 */
export async function inspectModule(
  bytes: Uint8Array<ArrayBuffer>,
  host: string = DEFAULT_PROXY,
): Promise<Inspection> {
  const proxy = proxyVersion(host);
  const unreadable = checkBytes(bytes, proxy);
  if (unreadable !== undefined) return bare(bytes, proxy, unreadable);
  const subject = read(bytes, proxy);
  if (subject === undefined) return bare(bytes, proxy, UNREADABLE);
  return inspect(subject, bytes);
}

/** A module that this Node takes, and that has what this file does not know. */
const UNREADABLE: Finding = {
  id: "unreadable",
  severity: "warning",
  what: "The module has types or imports of a kind that is not known here.",
  why: "The Wasm of the module is newer than this command; so nothing else is checked.",
  fix: "Build it without features of Wasm that are newer than the proxy, or try it in the proxy.",
};

function read(bytes: Uint8Array, proxy: ProxyVersion): Subject | undefined {
  try {
    const module = readInterface(bytes);
    const { imports } = module;
    const functions = imports.filter(({ kind }) => kind === "function").length;
    const layout = readLayout(bytes, functions);
    const abi = abiOf(module, proxy) ?? likelyAbi(module);
    return { proxy, module, layout, abi };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function inspect(
  subject: Subject,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Inspection> {
  const { proxy, module, layout } = subject;
  const exports = reportExports(subject);
  const [marker] = markersOf(module);
  return {
    proxy: proxy.name,
    size: bytes.length,
    ...(marker !== undefined && { abiVersion: dotted(marker) }),
    imports: reportImports(subject),
    exports,
    ...(layout.memory && {
      memory: { exported: module.exportsMemory, ...layout.memory },
    }),
    hasStartSection: layout.hasStartSection,
    hasNames: layout.hasNames,
    ...(layout.sourceMap !== undefined && { sourceMap: layout.sourceMap }),
    sections: layout.sections,
    functions: layout.functions,
    callbacks: exports
      .filter(({ callback }) => callback)
      .map(({ name }) => name),
    hostFunctions: module.imports.map(({ name }) => name),
    capabilities: leastCapabilities(subject),
    findings: [
      ...ofEnvoy(proxy, [
        ...checkMarker(subject),
        ...(await checkCode(subject, bytes)),
        ...checkImports(subject),
        ...checkExports(subject),
        ...checkLayout(subject, bytes.length),
      ]),
      ...checkPlatform(subject, bytes.length),
    ],
  };
}

/** Findings by the rules of Envoy, with that said where the proxy is another one. */
function ofEnvoy({ platform }: ProxyVersion, findings: Finding[]): Finding[] {
  if (platform === undefined || platform.isEnvoy) return findings;
  const source = `the rules of Envoy 1.${platform.envoy}; the documentation of ${platform.name} does not say`;
  return findings.map(({ log: _log, ...finding }) => ({ ...finding, source }));
}

/** What is known of a module that cannot be read. */
function bare(
  bytes: Uint8Array,
  proxy: ProxyVersion,
  finding: Finding,
): Inspection {
  return {
    proxy: proxy.name,
    size: bytes.length,
    imports: [],
    exports: [],
    hasStartSection: false,
    hasNames: false,
    sections: [],
    functions: [],
    callbacks: [],
    hostFunctions: [],
    capabilities: [],
    findings: [finding],
  };
}
