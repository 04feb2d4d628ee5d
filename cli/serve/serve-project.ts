import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { CliError } from "../cli-error.ts";
import { buildTargets } from "../compile/build-targets.ts";
import { flagsOf } from "../deployment/deployment-options.ts";
import type { ProxyAround } from "../proxy-around.ts";
import { readProject } from "../project/read-project.ts";
import { terminalColors } from "../terminal-colors.ts";
import { LiveFilter } from "./live-filter.ts";
import { startServer } from "./server.ts";
import { echo, forwardTo } from "./upstream.ts";

/** What the command line says of how to serve; the flags of a deployment besides. */
export interface ServeValues extends ProxyAround {
  file?: string;
  port: number;
  /** Compile the release target where a source is newer. */
  build: boolean;
}

/**
 * Serves HTTP through the filter in a folder until this process is told to end.
 *
 * Throws a {@link CliError} for a filter that is no HTTP filter, and for a port
 * that is taken.
 *
 *     await serveProject(process.cwd(), { port: 10000, build: true });
 */
export async function serveProject(
  folder: string,
  values: ServeValues,
): Promise<void> {
  const flags = flagsOf({ ...values, port: undefined });
  const project = await readProject(folder, { file: values.file, flags });
  if (project.deployment.form !== "http") {
    throw new CliError(
      `Cannot serve a filter of the form ${project.deployment.form}: only http; "proxy-wasm run" has the others.`,
      { exitStatus: 2 },
    );
  }
  const say = (text: string) => console.log(text);
  const build = values.build
    ? () => buildTargets(project.folder, ["release"])
    : () => Promise.resolve();
  const live = new LiveFilter(project, {
    build,
    say,
    clusters: values.cluster,
  });
  await live.current();
  const server = await startServer({
    live,
    upstream: values.upstream ? forwardTo(values.upstream) : echo,
    port: values.port,
    colors: terminalColors(process.stdout),
    say,
  });
  const { port } = server.address() as AddressInfo;
  say(`Serving on http://127.0.0.1:${port}/ until Ctrl-C.\n`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  server.close();
  server.closeAllConnections();
}
