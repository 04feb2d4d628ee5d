import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { cacheFolder } from "../base/cache-folder.ts";
import { EnvoyError } from "./envoy-error.ts";
import { installEnvoy } from "./install-envoy.ts";
import { packageRoot } from "../base/package-root.ts";

/** The Envoy that is installed when none is found. */
export const DEFAULT_ENVOY_VERSION = "1.40.0";

export interface FindEnvoyOptions {
  /** Exactly this version, whatever `$ENVOY` and PATH point to. */
  version?: string;
  /** Receives a line before and a line after an installation. */
  onProgress?(line: string): void;
  /**
   * This package's folder, or another to use instead. If it is the package's own
   * repository, Envoys are kept in its `.envoy/`.
   */
  root?: string;
  /** The environment to read ENVOY and PATH from; this process's by default. */
  env?: NodeJS.ProcessEnv;
}

/**
 * Returns the path of an Envoy binary, installing one when there is none.
 *
 * It tries `$ENVOY`, `envoy` on PATH and `proxy-wasm/envoy/<version>/envoy` in the
 * user's cache, then installs one there. Rejects with an EnvoyError when `$ENVOY` is
 * not an executable file or when the installation fails.
 *
 *     const envoy = await findEnvoy({ onProgress: console.log });
 */
export async function findEnvoy(options: FindEnvoyOptions = {}) {
  const env = options.env ?? process.env;
  if (options.version === undefined) {
    const existing = (await fromVariable(env)) ?? (await fromPath(env));
    if (existing !== undefined) return existing;
  }
  const version = options.version ?? DEFAULT_ENVOY_VERSION;
  const store = envoyStore(options.root ?? packageRoot(), env);
  const local = join(store, version, "envoy");
  if (await isExecutableFile(local)) return local;
  return installEnvoy(version, store, env, options.onProgress);
}

/**
 * The folder where Envoys are kept. All projects of a user share it, and `npm ci` does
 * not delete it.
 *
 *     envoyStore("/app/node_modules/proxy-wasm-as", env); // "~/.cache/proxy-wasm/envoy"
 */
export function envoyStore(root: string, env: NodeJS.ProcessEnv): string {
  const isInstalled = root.split(/[\\/]/).includes("node_modules");
  if (!isInstalled) return join(root, ".envoy");
  return join(cacheFolder(env), "proxy-wasm", "envoy");
}

async function fromVariable(env: NodeJS.ProcessEnv) {
  const path = env.ENVOY;
  if (path === undefined || path === "") return undefined;
  if (await isExecutableFile(path)) return path;
  throw new EnvoyError(
    "ENVOY_NOT_EXECUTABLE",
    `ENVOY is set to ${path}, which is not an executable file: ` +
      `set it to an Envoy binary or unset it.`,
  );
}

async function fromPath(env: NodeJS.ProcessEnv) {
  for (const folder of (env.PATH ?? "").split(delimiter)) {
    if (folder === "") continue;
    const path = join(folder, "envoy");
    if (await isExecutableFile(path)) return path;
  }
  return undefined;
}

async function isExecutableFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
