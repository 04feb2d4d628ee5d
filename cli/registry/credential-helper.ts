import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { Credentials } from "./credentials.ts";
import { RegistryError } from "./registry-error.ts";

/** The user name that a helper gives where the secret is a token. */
const TOKEN_USER = "<token>";

/**
 * Asks a `docker-credential-<name>` for the credentials of a server; undefined where it
 * has none.
 *
 *     await getFromHelper("osxkeychain", "ghcr.io", process.env);
 */
export async function getFromHelper(
  name: string,
  server: string,
  env: NodeJS.ProcessEnv,
): Promise<Credentials | undefined> {
  const { ok, output } = await run(name, "get", server, env);
  if (!ok && /not found/i.test(output)) return undefined;
  if (!ok) throw failed(name, "has no answer", output);
  let json: { Username?: unknown; Secret?: unknown };
  try {
    json = JSON.parse(output) as typeof json;
  } catch {
    throw failed(name, "does not answer in JSON", "");
  }
  const { Username: username, Secret: secret } = json;
  if (typeof secret !== "string" || typeof username !== "string") {
    throw failed(name, "answers without a name and a secret", "");
  }
  return username === TOKEN_USER
    ? { identityToken: secret }
    : { username, password: secret };
}

/** Gives a name and a password to a helper, which keeps them. */
export async function storeInHelper(
  name: string,
  server: string,
  credentials: Credentials,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { username, password } = credentials;
  const input = JSON.stringify({
    ServerURL: server,
    Username: username,
    Secret: password,
  });
  const { ok, output } = await run(name, "store", input, env);
  if (!ok) throw failed(name, "does not keep the password", output);
}

/** Makes a helper forget a server; it may not know the server. */
export async function eraseFromHelper(
  name: string,
  server: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { ok, output } = await run(name, "erase", server, env);
  if (!ok && !/not found/i.test(output)) {
    throw failed(name, "does not forget the password", output);
  }
}

async function run(
  name: string,
  action: string,
  input: string,
  env: NodeJS.ProcessEnv,
): Promise<{ ok: boolean; output: string }> {
  // The name is from a file: it must not lead out of PATH.
  if (!/^[\w.-]+$/.test(name)) throw failed(name, "is not a valid name", "");
  const child = spawn(`docker-credential-${name}`, [action], {
    env,
    stdio: ["pipe", "pipe", "ignore"],
  });
  // A helper may end before it has read everything.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const output = text(child.stdout);
  try {
    const [code] = (await once(child, "close")) as [number | null];
    return { ok: code === 0, output: (await output).trim() };
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === "ENOENT";
    const why = isAbsent ? "is not on PATH" : "does not start";
    throw failed(name, why, "", error);
  }
}

function failed(
  name: string,
  why: string,
  output: string,
  cause?: unknown,
): RegistryError {
  const said = output === "" ? "" : ` ("${output.split("\n")[0]}")`;
  return new RegistryError(
    "BAD_CREDENTIALS",
    `docker-credential-${name}, which Docker's config.json names, ${why}${said}: ` +
      `fix it, or take it out of that file.`,
    { cause },
  );
}
