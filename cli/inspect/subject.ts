import {
  ABI_VERSIONS,
  type AbiVersion,
} from "../../host/abi/host-signatures.ts";
import type { ModuleInterface } from "../../host/engine/wasm/module-interface.ts";
import type { ModuleLayout } from "./module-layout.ts";
import type { ProxyVersion } from "./proxy-versions.ts";

/** A module and the proxy that it is checked against. */
export interface Subject {
  proxy: ProxyVersion;
  module: ModuleInterface;
  layout: ModuleLayout;
  /** The version by which the module is checked. */
  abi: AbiVersion;
}

const MARKER = /^proxy_abi_version_(\w+)$/;

/** The versions whose markers a module exports, in its order, also unknown ones. */
export function markersOf({ functions }: ModuleInterface): string[] {
  return [...functions.keys()].flatMap((name) => MARKER.exec(name)?.[1] ?? []);
}

/**
 * The version that a proxy takes a module for, or undefined where it refuses it.
 * The first marker that it knows counts.
 */
export function abiOf(
  module: ModuleInterface,
  { generation }: ProxyVersion,
): AbiVersion | undefined {
  const markers = markersOf(module);
  const { speaks, abiVersions } = generation;
  const found = markers.find((marker) =>
    abiVersions.some((version) => version === marker),
  );
  return speaks ?? (found as AbiVersion | undefined);
}

/** The version to go by where the proxy knows none: the newest of the markers. */
export function likelyAbi(module: ModuleInterface): AbiVersion {
  const markers = markersOf(module);
  const known = ABI_VERSIONS.findLast((version) => markers.includes(version));
  return known ?? "0_2_1";
}

/** A version as people write it: `0.2.1`. */
export function dotted(version: string): string {
  return version.replaceAll("_", ".");
}
