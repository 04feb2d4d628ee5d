import { goRegexFault } from "../deployment/go-regex.ts";
import type { EnvoyObject } from "../envoy/extension.ts";

/** Versions of proxies that Istio still had when this was written. */
const VERSIONS = Array.from({ length: 30 }, (_, index) => `1.${24 + index}.0`);

/**
 * The patches of an EnvoyFilter, of which those for old proxies alone are for all:
 * they would be for none today. Patches that are then alike become one.
 *
 *     renewPatches([{ match: { proxy: { proxyVersion: "^1\\.11.*" } } }], notes);
 */
export function renewPatches(patches: unknown, notes: string[]): unknown {
  if (!Array.isArray(patches)) return patches;
  const renewed = patches.map((patch: unknown) => renewPatch(patch, notes));
  const texts = renewed.map((patch) => JSON.stringify(patch));
  return renewed.filter((_, index) => texts.indexOf(texts[index]) === index);
}

function renewPatch(patch: unknown, notes: string[]): unknown {
  if (!isObject(patch) || !isObject(patch.match)) return patch;
  const { proxy } = patch.match;
  if (!isObject(proxy) || typeof proxy.proxyVersion !== "string") return patch;
  const { proxyVersion, ...rest } = proxy;
  if (isOfToday(proxyVersion)) return patch;
  notes.push(
    `proxyVersion ${proxyVersion}: no proxy of today's Istio has it, so the patch is for all versions now; take out what was for old ones alone.`,
  );
  const isEmpty = Object.keys(rest).length === 0;
  const match = Object.entries({ ...patch.match, proxy: rest }).filter(
    ([key]) => key !== "proxy" || !isEmpty,
  );
  return { ...patch, match: Object.fromEntries(match) as EnvoyObject };
}

function isOfToday(proxyVersion: string): boolean {
  // What JavaScript cannot read stays as it is.
  if (goRegexFault(proxyVersion) !== undefined) return true;
  try {
    const regex = new RegExp(proxyVersion);
    return VERSIONS.some((version) => regex.test(version));
  } catch {
    return true;
  }
}

function isObject(value: unknown): value is EnvoyObject {
  return value instanceof Object && !Array.isArray(value);
}
