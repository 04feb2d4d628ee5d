import { mkdir, readFile, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { replaceFile } from "../oci/replace-file.ts";
import { withLock } from "../oci/with-lock.ts";
import { RegistryError } from "./registry-error.ts";

/** One entry of `auths`. */
export interface DockerAuth {
  /** `name:password` in base64. */
  auth?: string;
  username?: string;
  password?: string;
  identitytoken?: string;
  registrytoken?: string;
}

/** The used members of Docker's config.json; the others are kept. */
export interface DockerConfig {
  auths?: Record<string, DockerAuth>;
  credsStore?: string;
  credHelpers?: Record<string, string>;
}

/** Returns the path of Docker's config.json, which `$DOCKER_CONFIG` may move. */
export function dockerConfigPath(env: NodeJS.ProcessEnv): string {
  const home = env.HOME || homedir();
  return join(env.DOCKER_CONFIG || join(home, ".docker"), "config.json");
}

/** Reads a config.json; one that is not there is empty. */
export async function readDockerConfig(path: string): Promise<DockerConfig> {
  let text;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw unreadable(path, error);
  }
  try {
    const json: unknown = JSON.parse(text);
    if (json instanceof Object && !Array.isArray(json)) return json;
  } catch (error) {
    throw unreadable(path, error);
  }
  throw unreadable(path, new Error("it is not a JSON object"));
}

/**
 * Changes a config.json in one step. The other members stay,
 * and only the user may read the file.
 *
 *     await changeDockerConfig(path, (config) => { delete config.credsStore; });
 */
export async function changeDockerConfig(
  path: string,
  change: (config: DockerConfig) => void,
): Promise<void> {
  // Dotfiles are often links, which a new file must not replace.
  const target = await realpath(path).catch(() => path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await withLock(`${target}.lock`, async () => {
    const config = await readDockerConfig(target);
    const before = JSON.stringify(config);
    change(config);
    if (JSON.stringify(config) === before) return;
    await replaceFile(target, `${JSON.stringify(config, null, "\t")}\n`, 0o600);
  });
}

function unreadable(path: string, cause: unknown): RegistryError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RegistryError(
    "BAD_CREDENTIALS",
    `${path} cannot be read (${reason}): fix it, or set DOCKER_CONFIG to the folder of another.`,
    { cause },
  );
}
