import { once } from "node:events";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { CliError } from "../base/cli-error.ts";

/** What a script runs, until it is told to end. */
export interface Services {
  stop(): Promise<void>;
}

/**
 * Runs a script with the services that a filter calls, in a thread of its own, and
 * waits until the script has been loaded: what it awaits at its top level is done.
 *
 * Throws a {@link CliError} if there is no script or if it fails.
 *
 *     const services = await startServices("services.js");
 */
export async function startServices(
  file: string | undefined,
): Promise<Services> {
  if (file === undefined) return { stop: () => Promise.resolve() };
  const path = resolve(file);
  if (!existsSync(path)) {
    throw new CliError(
      `Cannot start the services of ${file}: there is no such file.`,
      { exitStatus: 2 },
    );
  }
  const worker = new Worker(new URL("services-worker.js", import.meta.url), {
    workerData: pathToFileURL(path).href,
  });
  try {
    await once(worker, "message");
  } catch (cause) {
    throw new CliError(
      `Cannot start the services of ${file}: ${reasonOf(cause)}.`,
      { cause },
    );
  }
  return { stop: () => worker.terminate().then(() => undefined) };
}

function reasonOf(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & {
    port?: number;
  };
  return code === "EADDRINUSE"
    ? `port ${port} is taken; end what listens there, or change the port in the file and in deployment.yaml`
    : message;
}
