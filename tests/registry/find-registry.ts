import { constants } from "node:fs";
import {
  access,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
} from "node:fs/promises";
import { delimiter, join } from "node:path";
import { packageRoot } from "../../cli/base/package-root.ts";
import { runCommand } from "../../cli/envoy/run-command.ts";

const NAME = "docker-registry";

/** The Debian package is unpacked, not installed, which does not need root. */
const PACKAGE = "docker-registry";

const STORE = join(packageRoot(), ".registry");

/** What `$DOCKER_REGISTRY` says to use none. */
const NONE = "none";

/**
 * Returns the path of a `docker-registry`, the CNCF's registry as Debian packages it:
 * `$DOCKER_REGISTRY`, one on PATH, or `.registry/docker-registry` in the project; null
 * if there is none, or if `DOCKER_REGISTRY=none` asks for none.
 *
 *     const program = await findRegistry();
 */
export async function findRegistry(): Promise<string | null> {
  const { DOCKER_REGISTRY, PATH = "" } = process.env;
  if (DOCKER_REGISTRY === NONE) return null;
  if (DOCKER_REGISTRY) return DOCKER_REGISTRY;
  for (const folder of [...PATH.split(delimiter), STORE]) {
    const path = join(folder, NAME);
    if (folder !== "" && (await isExecutable(path))) return path;
  }
  return null;
}

/**
 * Returns a `docker-registry` that is there, or unpacks Debian's package into
 * `.registry/`. Rejects where there is no apt-get, or where it cannot download.
 *
 *     const program = await installRegistry(console.log);
 */
export async function installRegistry(
  onProgress: (line: string) => void = () => {},
): Promise<string> {
  const found = await findRegistry();
  if (found !== null) return found;
  if (process.env.DOCKER_REGISTRY === NONE) {
    throw new Error("DOCKER_REGISTRY asks for none");
  }
  onProgress(`Unpacking Debian's ${PACKAGE}, once for this project …`);
  await mkdir(STORE, { recursive: true });
  const folder = await mkdtemp(join(STORE, ".tmp-"));
  try {
    await download(folder);
    return await unpack(folder, join(STORE, NAME));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Tries apt with the machine's package lists, and then with fresh ones. */
async function download(folder: string): Promise<void> {
  // `apt-get download` writes to the working directory and has no option for it.
  const run = (command: string) =>
    runCommand("sh", ["-c", `cd "$0" && ${command}`, folder], process.env);
  const own =
    `-o Dir::State::Lists="$0/lists" -o Dir::Cache="$0/cache" ` +
    `-o Debug::NoLocking=1`;
  try {
    await run(`apt-get download ${PACKAGE}`);
  } catch {
    await mkdir(join(folder, "lists/partial"), { recursive: true });
    await mkdir(join(folder, "cache/archives/partial"), { recursive: true });
    await run(`apt-get ${own} update && apt-get ${own} download ${PACKAGE}`);
  }
}

async function unpack(folder: string, target: string): Promise<string> {
  const archive = (await readdir(folder)).find((each) => each.endsWith(".deb"));
  if (archive === undefined) throw new Error("apt-get left no package");
  const content = join(folder, "content");
  await runCommand("dpkg", ["-x", join(folder, archive), content], process.env);
  const program = join(content, "usr/bin", NAME);
  await chmod(program, 0o755);
  await rename(program, target);
  return target;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
