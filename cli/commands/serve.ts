import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Command } from "commander";
import { buildTargets } from "../compile/build-targets.ts";
import { CliError } from "../cli-error.ts";
import { flagsOf } from "../deployment/deployment-options.ts";
import type { HostPort } from "../host-port.ts";
import { withProjectOptions } from "../project/project-options.ts";
import { readProject } from "../project/read-project.ts";
import { echo, forwardTo } from "../serve/upstream.ts";
import { LiveFilter } from "../serve/live-filter.ts";
import { startServer } from "../serve/serve-project.ts";
import { terminalColors } from "../terminal-colors.ts";

interface Values {
  file?: string;
  port: number;
  upstream?: HostPort;
  cluster?: Record<string, HostPort>;
  build: boolean;
}

/** `proxy-wasm serve`: the filter in this folder on the emulator. */
export function serveCommand(): Command {
  const command = new Command("serve")
    .summary("run the filter in this folder without a proxy")
    .description(
      "Serve HTTP through the filter in this folder on the emulator, in front of an upstream or of an echo. Each request prints what the filter did to it. A change of the sources is compiled before the next request.",
    );
  return withProjectOptions(command)
    .addHelpText(
      "after",
      "\nExample: proxy-wasm serve --upstream localhost:8080",
    )
    .action(serve);
}

async function serve(values: Values): Promise<void> {
  const flags = flagsOf({ ...values, port: undefined });
  const project = await readProject(process.cwd(), {
    file: values.file,
    flags,
  });
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
