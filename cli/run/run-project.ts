import { once } from "node:events";
import { resolve } from "node:path";
import { CliError } from "../base/cli-error.ts";
import { buildTargets } from "../compile/build-targets.ts";
import { readMetricTags } from "../compile/metric-tags.ts";
import { checkProject } from "../config/check-project.ts";
import { EnvoyProcess } from "../envoy/envoy-process.ts";
import type { EnvoyObject } from "../envoy/extension.ts";
import { findEnvoy } from "../envoy/find-envoy.ts";
import { completeDeployment } from "../manifests/complete-deployment.ts";
import { envoyManifest } from "../manifests/envoy.ts";
import type { ProxyAround } from "../base/proxy-around.ts";
import type { Project } from "../project/read-project.ts";
import { BUILD_FIRST, readFileOf } from "../base/read-file-of.ts";
import { loadSymbolicator } from "../symbolicate/load-symbolicator.ts";
import { print, printError } from "../base/print.ts";
import { startEcho } from "./echo-server.ts";
import { systemAuthorities } from "../base/system-authorities.ts";

/** How `run` runs a project. */
export interface RunOptions extends ProxyAround {
  port: number;
  /** Compile the release target first. */
  build: boolean;
  /** The level of Envoy's wasm component and of the filter, such as `info`. */
  logLevel: string;
}

/**
 * The bootstrap with which `run` runs a project.
 *
 *     JSON.stringify(await runConfig(project, { port: 10000 }));
 */
export async function runConfig(
  { deployment, module }: Project,
  {
    port,
    caFile = systemAuthorities(),
    ...proxy
  }: ProxyAround & { port: number },
): Promise<EnvoyObject> {
  const needsModule = deployment.capabilities === "least";
  const bytes = needsModule
    ? new Uint8Array(await readFileOf("the module", module, BUILD_FIRST))
    : undefined;
  const complete = await completeDeployment(deployment, bytes);
  const listen = { host: "127.0.0.1", port };
  const admin = { host: "127.0.0.1", port: 0 };
  const options = {
    ...proxy,
    caFile: caFile && resolve(caFile),
    listen,
    admin,
    echo: true,
    metricTags: await readMetricTags(module),
  };
  const manifest = envoyManifest([complete], options);
  return manifest.documents[0] as EnvoyObject;
}

/**
 * Runs a project in a real Envoy until this process is told to end.
 *
 * Without an upstream, requests are answered with what arrived. Envoy's log goes to
 * stdout, with source lines of the filter in its backtraces.
 * Rejects with an EnvoyError if Envoy does not start.
 *
 *     await runProject(project, { port: 10000, build: true, logLevel: "info" });
 */
export async function runProject(
  project: Project,
  options: RunOptions,
): Promise<void> {
  const say = (line: string) => printError(line);
  if (options.build) await buildTargets(project.folder, ["release"]);
  await checkProject(project);
  const envoy = await findEnvoy({ onProgress: say });
  const needsEcho = !options.upstream && project.deployment.form !== "network";
  const echo = needsEcho ? await startEcho() : undefined;
  try {
    const upstream = options.upstream ?? echo;
    await runWith(project, { ...options, upstream }, envoy);
  } finally {
    echo?.stop();
  }
}

/** Runs a project in an Envoy that is there, with an upstream if it needs one. */
async function runWith(
  project: Project,
  options: RunOptions,
  envoy: string,
): Promise<void> {
  const say = (line: string) => printError(line);
  const config = await runConfig(project, options);
  const symbolicate = await loadSymbolicator(project.module).catch(
    // Without a source map the log stays as Envoy writes it.
    () => (line: string) => line,
  );
  const running = await EnvoyProcess.start(config, {
    envoy,
    logLevel: "warning",
    componentLogLevel: `wasm:${options.logLevel}`,
    onLog: (line) => print(symbolicate(line)),
  }).catch((error: Error) => {
    throw portTaken(error, options.port) ?? error;
  });
  const isHttp = project.deployment.form !== "network";
  const address = `${isHttp ? "http" : "tcp"}://127.0.0.1:${running.port()}/`;
  say(`Envoy listens on ${address} until Ctrl-C.`);
  const signals = ["SIGINT", "SIGTERM"].map((name) => once(process, name));
  await Promise.race([...signals, running.exited]);
  await running.stop();
}

/** What the user can do about it, if Envoy's port was taken. */
function portTaken(cause: Error, port: number): CliError | undefined {
  const isTaken = cause.message.includes(`:${port}': Address already in use`);
  if (!isTaken) return undefined;
  return new CliError(
    `Cannot listen on 127.0.0.1:${port}: the port is taken; choose another with --port.`,
    { cause },
  );
}
