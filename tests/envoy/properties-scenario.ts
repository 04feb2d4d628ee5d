import type { ServerResponse } from "node:http";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { extension } from "../../cli/envoy/extension.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { compile } from "../compile.ts";
import { Upstream } from "./upstream.ts";

const LABELS = { team: "blue", weight: 1.5, on: true, list: ["a", "b"] };
const METADATA = { filter_metadata: { "com.example": LABELS } };

/**
 * Sends one request through an Envoy in which nearly every attribute has a value, and
 * returns the lines that the filters logged.
 */
export async function logProperties(): Promise<string[]> {
  const wasm = await compile("tests/envoy/filters/properties.ts");
  const upstream = await Upstream.start((_, response) => answer(response));
  const plugins = ["writer", "paths", "reader", "all"].map((rootId) => {
    return { wasm, rootId, name: `the-${rootId}`, vmId: "the-vm" };
  });
  const envoy = await EnvoyProcess.start(
    bootstrap({
      node: { id: "node-1", cluster: "nodes" },
      listeners: [listenerWith([setMetadata(), ...plugins])],
      clusters: [clusterOf(upstream.port)],
    }),
    { logLevel: "warning", componentLogLevel: "wasm:info" },
  );
  try {
    await request({
      port: envoy.port(),
      path: "/a/b?c=d",
      method: "POST",
      body: "hello",
      headers: [
        ["x-key", "one"],
        ["x-key", "two"],
        ["referer", "http://r"],
        ["user-agent", "\xff"],
      ],
    });
    await envoy.waitForLog("log end");
    await envoy.waitForLog("ACCESS");
  } finally {
    await envoy.stop();
    await upstream.stop();
  }
  const lines = envoy.logs.map((line) =>
    line.replace(/^.* wasm log [^:]*: /, ""),
  );
  return lines;
}

function answer(response: ServerResponse): void {
  response.setHeader("x-key", ["three", "four"]);
  response.setHeader("trailer", "x-key");
  response.write("hello");
  response.addTrailers({ "x-key": "five" });
  response.end();
}

function listenerWith(
  filters: NonNullable<Parameters<typeof httpListener>[0]>["filters"],
): object & Record<string, unknown> {
  const route = { match: { prefix: "/" }, route: { cluster: "upstream" } };
  const host = { name: "the-host", domains: ["*"], metadata: METADATA };
  const routes = [{ ...route, name: "the-route", metadata: METADATA }];
  const listener = httpListener({
    filters,
    trailers: true,
    manager: {
      route_config: { virtual_hosts: [{ ...host, routes }] },
      access_log: [accessLog()],
    },
  });
  const [chain] = listener.filter_chains as object[];
  return {
    ...listener,
    filter_chains: [{ ...chain, name: "the-chain" }],
    metadata: METADATA,
    traffic_direction: "INBOUND",
  };
}

function accessLog() {
  const text =
    "ACCESS %FILTER_STATE(wasm.tenant:PLAIN)%\nJSON %FILTER_STATE(wasm.tenant)%\n";
  return extension(
    "envoy.access_loggers.stderr",
    "envoy.extensions.access_loggers.stream.v3.StderrAccessLog",
    { log_format: { text_format_source: { inline_string: text } } },
  );
}

/** Sets dynamic metadata. */
function setMetadata() {
  return extension(
    "envoy.filters.http.set_metadata",
    "envoy.extensions.filters.http.set_metadata.v3.Config",
    { metadata: [{ metadata_namespace: "com.example", value: LABELS }] },
  );
}

function clusterOf(port: number) {
  const base = cluster({ name: "upstream", port, trailers: true });
  const [{ lb_endpoints }] = (
    base.load_assignment as { endpoints: { lb_endpoints: object[] }[] }
  ).endpoints;
  const endpoint = {
    locality: { region: "r" },
    metadata: METADATA,
    lb_endpoints: [{ ...lb_endpoints[0], metadata: METADATA }],
  };
  const assignment = { cluster_name: "upstream", endpoints: [endpoint] };
  return { ...base, load_assignment: assignment, metadata: METADATA };
}
