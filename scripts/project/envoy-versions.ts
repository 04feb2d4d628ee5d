import { promisify } from "node:util";
import { execFile } from "node:child_process";
import { DEFAULT_ENVOY_VERSION } from "../../cli/envoy/find-envoy.ts";

/**
 * The Envoys for the scenarios, oldest first: the newest on PyPI of each minor that has
 * V8. The wheel of 1.38.3 has none.
 */
export const ENVOY_VERSIONS = [
  "1.36.4",
  "1.37.0",
  "1.38.2",
  "1.39.3",
  DEFAULT_ENVOY_VERSION,
];

/** The version that an Envoy reports. */
export async function versionOf(envoy: string): Promise<string> {
  const { stdout } = await promisify(execFile)(envoy, ["--version"]);
  const version = /\/(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined) throw new Error(`No version in: ${stdout}`);
  return version;
}

/**
 * Whether one version of Envoy is older than another; `1.39` stands for all its
 * patches.
 *
 *     isOlder("1.38.2", "1.39") // true
 */
export function isOlder(version: string, than: string): boolean {
  const [one, other] = [version, than].map((each) =>
    Number(each.split(".")[1]),
  );
  return one < other;
}
