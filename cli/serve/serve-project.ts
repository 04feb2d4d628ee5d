import { once } from "node:events";
import { join, resolve } from "node:path";
import { CliError } from "../base/cli-error.ts";
import type { LogLevel, Properties } from "../../host/index.ts";
import { backgroundBuilder } from "../compile/background-builder.ts";
import { flagsOf } from "../deployment/deployment-options.ts";
import type { ProxyAround } from "../base/proxy-around.ts";
import { readProject, type Project } from "../project/read-project.ts";
import { sourceState } from "../project/source-state.ts";
import { readFileOf } from "../base/read-file-of.ts";
import { terminalColors } from "../base/terminal-colors.ts";
import { servicesOf } from "../deployment/services-of.ts";
import { LiveFilter } from "./live-filter.ts";
import { ASCONFIG, servedTarget } from "./served-target.ts";
import type { Identity } from "./serve-options.ts";
import { startServer } from "./server.ts";
import { printColored } from "../base/print.ts";
import { upstreamAt } from "./upstream-at.ts";
import { echo } from "./upstream.ts";

/** The command line's options for serving, without the flags of a deployment. */
export interface ServeValues extends ProxyAround {
  file?: string;
  module?: string;
  port: number;
  /** The names to answer for, besides addresses and localhost. */
  allowHost?: string[];
  /** Compile a target when a source changes. */
  build: boolean;
  logLevel: LogLevel;
  /** Files with the certificate and the key for clients that speak TLS. */
  tlsCert?: string;
  tlsKey?: string;
  /** What filters read, besides what `serve` knows. */
  property?: Properties;
}

/**
 * Serves HTTP through the filter in a folder until this process is told to end.
 *
 * Throws a {@link CliError} if the folder has no filter or the port is taken.
 *
 *     await serveProject(process.cwd(), { port: 10000, build: true, … });
 */
export async function serveProject(
  folder: string,
  values: ServeValues,
): Promise<void> {
  const colors = terminalColors(process.stdout);
  const source = await sourceOf(folder, values);
  const project = await source.read();
  const { caFile, bufferLimit, logLevel, property: properties } = values;
  const ca = caFile && (await readFileOf("the certificates", caFile));
  const reach = { say, ...(ca && { ca: ca.toString() }) };
  const clusters = { ...servicesOf(project.deployment), ...values.cluster };
  const identity = await identityOf(values);
  const live = new LiveFilter({
    ...source,
    endsAtFirst: !values.build,
    clusters,
    bufferLimit,
    logLevel,
    properties,
    colors,
    ...reach,
  });
  const server = await startServer({
    live,
    httpUpstream: values.upstream ? upstreamAt(values.upstream, reach) : echo,
    tcp: { upstream: values.upstream, clusters, reach },
    identity,
    port: values.port,
    names: values.allowHost ?? [],
    upgrades: (values.upgrade ?? []).map((each) => each.toLowerCase()),
    colors,
    say,
  });
  const first = await live.current().catch((error: Error) => error);
  if (first instanceof Error && !values.build) {
    server.stop();
    throw first;
  }
  live.watch();
  const where = `127.0.0.1:${server.port}`;
  const scheme = identity ? "https" : "http";
  const isTcp = live.form === "network";
  const url = isTcp ? `TCP on ${where}` : `on ${scheme}://${where}/`;
  // Before the line: whoever reads it may end this at once.
  const ended = Promise.race([
    once(process, "SIGINT"),
    once(process, "SIGTERM"),
  ]);
  say(`Serving ${url} until Ctrl-C.\n`);
  await ended;
  server.stop();
  live.stop();
  await source.close();
}

async function identityOf({
  tlsCert,
  tlsKey,
}: ServeValues): Promise<Identity | undefined> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new CliError(
      "Cannot serve TLS: --tls-cert and --tls-key need each other; mkcert makes both files.",
      { exitStatus: 2 },
    );
  }
  const [cert, key] = await Promise.all([
    readFileOf("the certificate", tlsCert),
    readFileOf("the key", tlsKey),
  ]);
  return { cert: cert.toString(), key: key.toString() };
}

/** Where a filter comes from, and how it is compiled. */
interface Source {
  read(): Promise<Project>;
  state(): Promise<string>;
  build(): Promise<void>;
  close(): Promise<unknown>;
}

async function sourceOf(folder: string, values: ServeValues): Promise<Source> {
  const { file, build } = values;
  const flags = flagsOf({ ...values, port: undefined, cluster: undefined });
  const readAs = (module?: string) =>
    readProject(folder, {
      file,
      flags: { ...flags, ...(module && { module }) },
    });
  const files = file === undefined ? [] : [resolve(folder, file)];
  if (!build) {
    const { module } = await readAs();
    return {
      read: () => readAs(),
      state: () => sourceState(undefined, [module, ...files]),
      build: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
  }
  const target = await servedTarget(folder, values.module);
  const hasColors = process.stdout.isTTY && !process.env.NO_COLOR;
  const builder = backgroundBuilder({ folder, target: target.name, hasColors });
  let isFirst = true;
  return {
    read: () => readAs(values.module ?? target.module),
    state: () => sourceState(folder, [join(folder, ASCONFIG), ...files]),
    async build() {
      if (!isFirst) say("A source has changed: compiling.");
      isFirst = false;
      const output = await builder.build();
      if (output.trim() !== "") say(output.trimEnd());
    },
    close: () => builder.close(),
  };
}

function say(text: string): void {
  printColored(`${text}\n`);
}
