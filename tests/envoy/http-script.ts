import type { TestContext } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import {
  request,
  type HttpRequest,
  type HttpResponse,
} from "../../cli/envoy/http-request.ts";
import { httpListener, type HttpListener } from "../../cli/envoy/listener.ts";
import type { Plugin } from "../../cli/envoy/plugin-config.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { compile } from "../compile.ts";
import {
  Upstream,
  type RecordedRequest,
  type UpstreamHandler,
} from "./upstream.ts";

/** The result of an exchange. */
export interface Outcome {
  /** Absent if the connection broke. */
  response: HttpResponse | undefined;
  /** What reached the server. */
  upstream: RecordedRequest | undefined;
  /** The callbacks in order, such as `requestBody 5 end`. */
  seen: string[];
  /** The results of the steps in order, such as `0`. */
  did: string[];
}

/** An Envoy with the filter `http-script.ts` in front of a server. */
export interface Scripted {
  envoy: EnvoyProcess;
  upstream: Upstream;
  /** Sends a request with a script, and returns when its stream has ended. */
  run(script: string, options?: Partial<HttpRequest>): Promise<Outcome>;
}

export interface ScriptedOptions {
  plugin?: Partial<Plugin>;
  listener?: Partial<HttpListener>;
  handler?: UpstreamHandler;
}

/**
 * Starts the filter that does what a request's header `x-do` says.
 *
 *     const { run } = await startScripted(t);
 *     const { response } = await run("responseBody/body.append/more");
 */
export async function startScripted(
  t: TestContext,
  { plugin, listener, handler }: ScriptedOptions = {},
): Promise<Scripted> {
  const wasm = await compile("tests/envoy/filters/http-script.ts");
  const upstream = await Upstream.start(handler);
  t.after(() => upstream.stop());
  const envoy = await EnvoyProcess.start(
    bootstrap({
      listeners: [
        httpListener({
          filters: [{ wasm, ...plugin }],
          routes: [routeTo("upstream")],
          trailers: true,
          ...listener,
        }),
      ],
      clusters: [
        cluster({ name: "upstream", port: upstream.port, trailers: true }),
      ],
    }),
    { logLevel: "warning", componentLogLevel: "wasm:info" },
  );
  t.after(() => envoy.stop());
  return { envoy, upstream, run };

  async function run(
    script: string,
    options: Partial<HttpRequest> = {},
  ): Promise<Outcome> {
    const from = envoy.logs.length;
    const before = upstream.requests.length;
    // UTF-8 with a character for each byte.
    const bytes = Buffer.from(script).toString("latin1");
    const headers: [string, string][] = [["x-do", bytes]];
    if (Array.isArray(options.headers)) headers.push(...options.headers);
    const response = await request({
      port: envoy.port(),
      ...options,
      headers,
    }).catch(() => undefined);
    await envoy.waitForLog("seen delete", { from });
    const lines = envoy.logs.slice(from);
    return {
      response,
      upstream: upstream.requests[before],
      seen: found(lines, /: seen (.*)$/),
      did: found(lines, /: did .* = (.*)$/),
    };
  }
}

function found(lines: string[], pattern: RegExp): string[] {
  return lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
}
