import { DOCKER_HUB } from "../oci/reference.ts";
import {
  eraseFromHelper,
  getFromHelper,
  storeInHelper,
} from "./credential-helper.ts";
import type { Credentials } from "./credentials.ts";
import {
  changeDockerConfig,
  dockerConfigPath,
  readDockerConfig,
  type DockerAuth,
  type DockerConfig,
} from "./docker-config.ts";
import { RegistryError } from "./registry-error.ts";

/** The name under which Docker stores the login of Docker Hub. */
const DOCKER_HUB_KEY = "https://index.docker.io/v1/";

/**
 * Finds the login for a registry by Docker's config.json: with the registry's own
 * helper, the common one, or in the file.
 *
 *     await findCredentials("ghcr.io", process.env);
 */
export async function findCredentials(
  registry: string,
  env: NodeJS.ProcessEnv,
): Promise<Credentials | undefined> {
  const path = dockerConfigPath(env);
  const config = await readDockerConfig(path);
  const helper = helperOf(config, registry);
  if (helper !== undefined) {
    const found = await getFromHelper(helper, keyOf(registry), env);
    if (found !== undefined) return found;
  }
  const key = findKey(config.auths ?? {}, registry);
  return key === undefined
    ? undefined
    : fromAuth(config.auths?.[key] ?? {}, key, path);
}

/** Where `storeCredentials` put a password. */
export interface StoredPassword {
  /** The helper that keeps it; absent where the file does, unencrypted. */
  helper?: string;
  path: string;
}

/** Stores a name and a password where Docker would; other entries stay. */
export async function storeCredentials(
  registry: string,
  credentials: Credentials,
  env: NodeJS.ProcessEnv,
): Promise<StoredPassword> {
  const path = dockerConfigPath(env);
  const helper = helperOf(await readDockerConfig(path), registry);
  const { username = "", password = "" } = credentials;
  const auth = Buffer.from(`${username}:${password}`).toString("base64");
  if (helper !== undefined) {
    await storeInHelper(helper, keyOf(registry), credentials, env);
  }
  await changeDockerConfig(path, (config) => {
    config.auths ??= {};
    const key = findKey(config.auths, registry) ?? keyOf(registry);
    // For a password with a helper, Docker writes an entry without a secret.
    config.auths[key] = helper === undefined ? { auth } : {};
  });
  return { path, ...(helper === undefined ? {} : { helper }) };
}

/** Forgets a registry, and returns whether there was something to forget. */
export async function eraseCredentials(
  registry: string,
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  const path = dockerConfigPath(env);
  const found = await readDockerConfig(path);
  const helper = helperOf(found, registry);
  let wasKnown = findKey(found.auths ?? {}, registry) !== undefined;
  if (helper !== undefined) {
    const key = keyOf(registry);
    wasKnown ||= (await getFromHelper(helper, key, env)) !== undefined;
    await eraseFromHelper(helper, key, env);
  }
  if (!wasKnown) return false;
  await changeDockerConfig(path, ({ auths = {} }) => {
    const key = findKey(auths, registry);
    if (key !== undefined) delete auths[key];
  });
  return true;
}

function helperOf(config: DockerConfig, registry: string): string | undefined {
  const helpers = config.credHelpers ?? {};
  const key = findKey(helpers, registry);
  const helper = key === undefined ? config.credsStore : helpers[key];
  return helper || undefined;
}

function keyOf(registry: string): string {
  return registry === DOCKER_HUB ? DOCKER_HUB_KEY : registry;
}

/** Finds the key for a registry; some tools wrote them as URLs. */
function findKey(entries: object, registry: string): string | undefined {
  const keys = Object.keys(entries);
  const hosts =
    registry === DOCKER_HUB
      ? [DOCKER_HUB, "index.docker.io", "registry-1.docker.io"]
      : [registry];
  const exact = keys.find((key) => key === keyOf(registry));
  return exact ?? keys.find((key) => hosts.includes(hostOf(key)));
}

function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
}

function fromAuth(
  entry: DockerAuth,
  key: string,
  path: string,
): Credentials | undefined {
  const { auth, identitytoken, registrytoken } = entry;
  if (registrytoken) return { registryToken: registrytoken };
  if (identitytoken) return { identityToken: identitytoken };
  const { username, password } = entry;
  if (username && password) return { username, password };
  if (!auth) return undefined;
  const text = Buffer.from(auth, "base64").toString();
  const colon = text.indexOf(":");
  if (colon > 0) {
    return { username: text.slice(0, colon), password: text.slice(colon + 1) };
  }
  throw new RegistryError(
    "BAD_CREDENTIALS",
    `${path} has an entry for ${key} that is not a name and password in base64: ` +
      `log in again.`,
  );
}
