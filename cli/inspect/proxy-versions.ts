import { CliError } from "../base/cli-error.ts";
import {
  hostSignature,
  type AbiVersion,
} from "../../host/abi/host-signatures.ts";
import { GENERATIONS, type HostGeneration } from "./host-generations.ts";
import { PLATFORMS, type Platform } from "./platforms.ts";

/** A version of a proxy that modules can be checked against. */
export interface ProxyVersion {
  /** Such as `istio-1.20`. */
  name: string;
  /** The minor version of Envoy 1 in it. */
  envoy: number;
  generation: HostGeneration;
  /** What differs from Envoy, of a platform that is not a series of its versions. */
  platform?: Platform;
}

/** The proxy that is meant where none is named. */
export const DEFAULT_PROXY = "envoy-1.40";

/**
 * A series of proxies: its versions, and how many minor versions Envoy is ahead.
 * Istio: "Supported Envoy Versions" of istio.io, and ENVOY_VERSION.txt of istio/proxy.
 * Envoy Gateway: DefaultEnvoyProxyImage of envoyproxy/gateway.
 */
const SERIES = [
  { series: "envoy", first: 16, last: 40, ahead: 0 },
  { series: "istio", first: 5, last: 31, ahead: 8 },
  { series: "envoy-gateway", first: 1, last: 9, ahead: 30 },
];

const PROXIES = new Map<string, ProxyVersion>();
for (const { series, first, last, ahead } of SERIES) {
  for (let minor = first; minor <= last; minor++) {
    const name = `${series}-1.${minor}`;
    const envoy = minor + ahead;
    PROXIES.set(name, { name, envoy, generation: generationOf(name, envoy) });
  }
}

for (const platform of PLATFORMS) {
  const { name, envoy } = platform;
  const generation = generationOf(`envoy-1.${envoy}`, envoy);
  PROXIES.set(name, { name, envoy, generation, platform });
}

/**
 * The proxy of a name; a patch version is ignored.
 *
 *     proxyVersion("istio-1.20").envoy // 28
 */
export function proxyVersion(name: string): ProxyVersion {
  const found = PROXIES.get(name.replace(/(\.\d+)\.\d+$/, "$1"));
  if (found !== undefined) return found;
  throw new CliError(
    `Cannot check against ${name}: known are ${knownProxies()}.`,
    { exitStatus: 2 },
  );
}

/** The names of all proxies, for a sentence. */
export function knownProxies(): string {
  const series = SERIES.map(
    ({ series, first, last }) => `${series}-1.${first} to ${series}-1.${last}`,
  );
  return [...series, ...PLATFORMS.map(({ name }) => name)].join(", ");
}

/**
 * Whether a proxy knows a host function, an export that it looks for, or another
 * thing that some generation added.
 *
 *     knows(proxyVersion("envoy-1.20"), "path_open") // false
 */
export function knows({ generation }: ProxyVersion, name: string): boolean {
  return !GENERATIONS.slice(GENERATIONS.indexOf(generation) + 1).some(
    ({ added }) => added.includes(name),
  );
}

/**
 * The first Envoy with what an older one lacks, or undefined where all have it.
 *
 *     firstWith("path_open") // "envoy-1.21"
 */
export function firstWith(name: string): string | undefined {
  return GENERATIONS.find(({ added }) => added.includes(name))?.since;
}

/** The type of a host function in a proxy, or undefined where it has none. */
export function hostFunctionOf(
  proxy: ProxyVersion,
  version: AbiVersion,
  module: string,
  name: string,
): string | undefined {
  const own = module === "env" ? proxy.platform?.functions?.[name] : undefined;
  if (own !== undefined) return own;
  if (!knows(proxy, name)) return undefined;
  const { types, speaks } = proxy.generation;
  const today = hostSignature(speaks ?? version, module, name);
  return today === undefined ? undefined : (types?.[name] ?? today);
}

// Istio's first versions had hosts of their own; then Envoy's version decides.
function generationOf(name: string, envoy: number): HostGeneration {
  const own = GENERATIONS.find(({ since }) => since === name);
  if (own !== undefined) return own;
  const found = GENERATIONS.filter(({ since }) => {
    const [series, version] = since.split("-1.");
    return series === "envoy" && Number(version) <= envoy;
  }).at(-1);
  if (found === undefined) throw new Error(`No generation for ${name}`);
  return found;
}
