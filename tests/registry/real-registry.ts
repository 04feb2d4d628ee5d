import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { onProcessEnd } from "../../cli/base/process-end.ts";
import { tempFolder } from "../temp-folder.ts";
import { findRegistry } from "./find-registry.ts";
import type { NodeRegistryOptions } from "./node-registry.ts";
import type { TestCertificate } from "./test-certificate.ts";

const LOADER = import.meta.resolve("../loader.js");

export const USER = "tester";
export const PASSWORD = "a secret: with a colon";

/** The password above, hashed with bcrypt, the only form that the registry accepts. */
const HTPASSWD = "$2b$05$abcdefghijklmnopqrstuuzLFu2ymcCyqYFcg4z79pX8Zvb.AX3TG";

export interface RealRegistryOptions {
  /** Whether it requires the user and password above. */
  basic?: boolean;
  /** The certificate for TLS. */
  tls?: TestCertificate;
  /** Whose certificate it wants of each client. */
  client?: TestCertificate;
}

/**
 * Starts a `docker-registry` on a free port with an empty store, or the tests' own
 * registry where there is none, and stops it after the test. Returns its host and port.
 *
 *     const host = await startRegistry(t, { basic: true });
 */
export async function startRegistry(
  t: TestContext,
  options: RealRegistryOptions = {},
): Promise<string> {
  const program = await findRegistry();
  return program === null
    ? startOwn(t, options)
    : startProgram(t, program, options);
}

/** Starts the tests' own registry, and says so: it proves less. */
async function startOwn(
  t: TestContext,
  { basic, tls, client }: RealRegistryOptions,
): Promise<string> {
  t.diagnostic(
    "No docker-registry was found: the tests' own registry is used.",
  );
  const text = (path: string) => readFile(path, "utf8");
  const settings: NodeRegistryOptions = {
    ...(basic && { login: { user: USER, password: PASSWORD } }),
    ...(tls && {
      tls: {
        cert: await text(tls.certificatePath),
        key: await text(tls.keyPath),
        ...(client && { clientAuthority: await text(client.certificatePath) }),
      },
    }),
  };
  const program = fileURLToPath(
    new URL("node-registry-process.ts", import.meta.url),
  );
  const child = fork(program, [JSON.stringify(settings)], {
    execArgv: ["--import", LOADER],
  });
  t.after(() => child.kill("SIGKILL"));
  const [host] = (await once(child, "message")) as [string];
  return host;
}

async function startProgram(
  t: TestContext,
  program: string,
  options: RealRegistryOptions,
): Promise<string> {
  const folder = await tempFolder(t);
  const config = join(folder, "config.yaml");
  const htpasswd = join(folder, "htpasswd");
  await writeFile(htpasswd, `${USER}:${HTPASSWD}\n`);
  const auth = { htpasswd: { realm: "the tests", path: htpasswd } };
  const { tls, client } = options;
  await writeFile(
    config,
    stringify({
      version: 0.1,
      log: { level: "info", formatter: "json" },
      storage: { filesystem: { rootdirectory: join(folder, "store") } },
      http: {
        addr: "127.0.0.1:0",
        ...(tls && {
          tls: {
            certificate: tls.certificatePath,
            key: tls.keyPath,
            ...(client && { clientcas: [client.certificatePath] }),
          },
        }),
      },
      ...(options.basic ? { auth } : {}),
    }),
  );
  const child = spawn(program, ["serve", config], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "close");
  const cancel = onProcessEnd(() => child.kill("SIGKILL"));
  t.after(async () => {
    child.kill("SIGKILL");
    await ended;
    cancel();
  });
  // It logs the port that it was given.
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    lines.push(line);
    const [, host] = /listening on (127\.0\.0\.1:\d+)/.exec(line) ?? [];
    if (host === undefined) continue;
    child.stderr.resume();
    return host;
  }
  throw new Error(`docker-registry ended: ${lines.join("\n")}`);
}
