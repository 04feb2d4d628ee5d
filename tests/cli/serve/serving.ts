import type { TestContext } from "node:test";
import { LiveFilter } from "../../../cli/serve/live-filter.ts";
import { startServer } from "../../../cli/serve/server.ts";
import { upstreamAt } from "../../../cli/serve/upstream-at.ts";
import { echo } from "../../../cli/serve/upstream.ts";
import type { Deployment } from "../../../cli/deployment/deployment.ts";
import type { ProxyAround } from "../../../cli/base/proxy-around.ts";
import { terminalColors } from "../../../cli/base/terminal-colors.ts";
import { readFile } from "node:fs/promises";
import { compile } from "../../compile.ts";

/** What `serve` serves. */
export interface Served extends ProxyAround {
  /** The source of the filter. */
  filter: string;
  deployment?: Partial<Deployment>;
  names?: string[];
}

/** A server of `serve` in this process. */
export interface Serving {
  port: number;
  /** Everything that it has printed. */
  said: string[];
  stop(): void;
}

/**
 * Serves a filter as `proxy-wasm serve` does until the test ends.
 *
 *     const { port } = await startServing(t, { filter, upstream });
 */
export async function startServing(
  t: TestContext,
  { filter, deployment, names = [], ...around }: Served,
): Promise<Serving> {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const { upstream, cluster: clusters, caFile, bufferLimit } = around;
  const ca = caFile && (await readFile(caFile, "utf8"));
  const reach = { say, ...(ca && { ca }) };
  const module = await compile(filter);
  const live = new LiveFilter(
    {
      // Without sources, so that nothing is compiled again.
      folder: "/nowhere",
      module,
      deployment: {
        name: "filter",
        url: `file://${module}`,
        form: "http",
        ...deployment,
      } as Deployment,
    },
    { build: () => Promise.resolve(), clusters, bufferLimit, ...reach },
  );
  await live.current();
  const server = await startServer({
    live,
    upstream: upstream ? upstreamAt(upstream, reach) : echo,
    port: 0,
    names,
    upgrades: around.upgrade ?? [],
    colors: terminalColors({}),
    say,
  });
  const stop = () => {
    server.stop();
    live.stop();
  };
  t.after(stop);
  return { port: server.port, said, stop };
}
