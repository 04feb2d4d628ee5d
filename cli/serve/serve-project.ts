import { once } from "node:events";
import { CliError } from "../base/cli-error.ts";
import { buildTargets } from "../compile/build-targets.ts";
import { flagsOf } from "../deployment/deployment-options.ts";
import type { ProxyAround } from "../base/proxy-around.ts";
import { readProject } from "../project/read-project.ts";
import { readFileOf } from "../base/read-file-of.ts";
import { terminalColors } from "../base/terminal-colors.ts";
import { servicesOf } from "../deployment/services-of.ts";
import { LiveFilter } from "./live-filter.ts";
import { startServer } from "./server.ts";
import { printColored } from "../base/print.ts";
import { upstreamAt } from "./upstream-at.ts";
import { echo } from "./upstream.ts";

/** The command line's options for serving, without the flags of a deployment. */
export interface ServeValues extends ProxyAround {
  file?: string;
  port: number;
  /** The names to answer for, besides addresses and localhost. */
  allowHost?: string[];
  /** Compile the release target when a source is newer. */
  build: boolean;
}

/**
 * Serves HTTP through the filter in a folder until this process is told to end.
 *
 * Throws a {@link CliError} if the filter is not an HTTP filter or the port is taken.
 *
 *     await serveProject(process.cwd(), { port: 10000, build: true });
 */
export async function serveProject(
  folder: string,
  values: ServeValues,
): Promise<void> {
  const flags = flagsOf({
    ...values,
    port: undefined,
    cluster: undefined,
  });
  const project = await readProject(folder, { file: values.file, flags });
  if (project.deployment.form !== "http") {
    throw new CliError(
      `Cannot serve a filter of the form ${project.deployment.form}: only http can be served; use "proxy-wasm run" for the others.`,
      { exitStatus: 2 },
    );
  }
  const say = (text: string) => printColored(`${text}\n`);
  const build = values.build
    ? () => buildTargets(project.folder, ["release"])
    : () => Promise.resolve();
  const { caFile, bufferLimit } = values;
  const ca = caFile && (await readFileOf("the certificates", caFile));
  const reach = { say, ...(ca && { ca: ca.toString() }) };
  const live = new LiveFilter(project, {
    build,
    clusters: { ...servicesOf(project.deployment), ...values.cluster },
    bufferLimit,
    ...reach,
  });
  await live.current();
  const server = await startServer({
    live,
    upstream: values.upstream ? upstreamAt(values.upstream, reach) : echo,
    port: values.port,
    names: values.allowHost ?? [],
    upgrades: (values.upgrade ?? []).map((each) => each.toLowerCase()),
    colors: terminalColors(process.stdout),
    say,
  });
  say(`Serving on http://127.0.0.1:${server.port}/ until Ctrl-C.\n`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  server.stop();
  live.stop();
}
