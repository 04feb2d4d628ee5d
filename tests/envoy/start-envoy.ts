import type { TestContext } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import {
  EnvoyProcess,
  type EnvoyOptions,
} from "../../cli/envoy/envoy-process.ts";
import {
  request,
  type Header,
  type HttpResponse,
} from "../../cli/envoy/http-request.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import type { Plugin } from "../../cli/envoy/plugin-config.ts";

// Envoy's own lines would bury what a failed test shows about the filter.
const QUIET: EnvoyOptions = {
  logLevel: "warning",
  componentLogLevel: "wasm:info",
};

/**
 * Starts an Envoy with plugins in front of the direct response `hello`, and stops it
 * when the test ends.
 *
 *     const envoy = await startEnvoy(t, [{ wasm, rootId: "add_header" }]);
 */
export async function startEnvoy(
  t: TestContext,
  filters: Plugin[],
  options: EnvoyOptions = {},
): Promise<EnvoyProcess> {
  const config = bootstrap({ listeners: [httpListener({ filters })] });
  const envoy = await EnvoyProcess.start(config, { ...QUIET, ...options });
  t.after(() => envoy.stop());
  return envoy;
}

/** Returns the log of an Envoy that must refuse a plugin and exit. */
export async function refusalOf(filter: Plugin): Promise<string> {
  const config = bootstrap({
    listeners: [httpListener({ filters: [filter] })],
  });
  const { code, logs } = await EnvoyProcess.runToExit(config, QUIET);
  if (code !== 1) throw new Error(`Envoy exited with ${code}`);
  return logs.join("\n");
}

/** Sends a GET to the main listener. */
export function get(
  envoy: EnvoyProcess,
  path = "/",
  headers: Header[] = [],
): Promise<HttpResponse> {
  return request({ port: envoy.port(), path, headers });
}
