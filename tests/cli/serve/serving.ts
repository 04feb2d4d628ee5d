import { EventEmitter, once } from "node:events";
import type { TestContext } from "node:test";
import type { LogLevel, Properties } from "../../../host/index.ts";
import { LiveFilter } from "../../../cli/serve/live-filter.ts";
import type { Identity } from "../../../cli/serve/serve-options.ts";
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
  target?: "debug" | "release";
  logLevel?: LogLevel;
  maxStuckMs?: number;
  identity?: Identity;
  /** What `--property` names. */
  properties?: Properties;
  names?: string[];
}

/** A server of `serve` in this process. */
export interface Serving {
  port: number;
  /** Everything that it has printed. */
  said: string[];
  /** Resolves with the first text that matches, past or future. */
  saying(pattern: RegExp): Promise<RegExpExecArray>;
  stop(): void;
}

/**
 * Serves a filter as `proxy-wasm serve` does until the test ends.
 *
 *     const { port } = await startServing(t, { filter, upstream });
 */
export async function startServing(
  t: TestContext,
  { filter, deployment, names = [], properties, target, ...around }: Served,
): Promise<Serving> {
  const { said, say, saying } = newOutput();
  const { upstream, cluster: clusters, caFile, bufferLimit } = around;
  const { logLevel, maxStuckMs } = around;
  const ca = caFile && (await readFile(caFile, "utf8"));
  const reach = { say, ...(ca && { ca }) };
  const module = await compile(filter, { target });
  const project = {
    folder: "/nowhere",
    module,
    deployment: {
      name: "filter",
      url: `file://${module}`,
      form: "http",
      ...deployment,
    } as Deployment,
  };
  const colors = terminalColors({});
  const live = new LiveFilter({
    read: () => Promise.resolve(project),
    // Nothing is compiled again.
    state: () => Promise.resolve(""),
    build: () => Promise.resolve(),
    ...{ clusters, bufferLimit, logLevel, properties, colors, ...reach },
  });
  // A refusal is what requests are answered with.
  await live.current().catch(() => undefined);
  const server = await startServer({
    live,
    httpUpstream: upstream ? upstreamAt(upstream, reach) : echo,
    tcp: { upstream, clusters: clusters ?? {}, reach },
    identity: around.identity,
    port: 0,
    names,
    upgrades: around.upgrade ?? [],
    colors,
    maxStuckMs,
    say,
  });
  const stop = () => {
    server.stop();
    live.stop();
  };
  t.after(stop);
  return { port: server.port, said, saying, stop };
}

/** What a server prints. */
function newOutput() {
  const said: string[] = [];
  const changed = new EventEmitter();
  return {
    said,
    say(line: string) {
      said.push(line);
      changed.emit("said");
    },
    async saying(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = said
          .map((line) => pattern.exec(line))
          .find((match) => match !== null);
        if (found) return found;
        await once(changed, "said");
      }
    },
  };
}
