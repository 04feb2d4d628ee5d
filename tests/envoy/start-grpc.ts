import type { TestContext } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { compile } from "../compile.ts";
import { GrpcServer, type GrpcMethod } from "./grpc-server.ts";
import { rawServer } from "./raw-server.ts";

/**
 * Starts an Envoy with a filter, the cluster `grpc` with its own server, and the
 * cluster `resets`, which resets each connection.
 */
export async function startGrpc(
  t: TestContext,
  source: string,
  methods: Record<string, GrpcMethod>,
): Promise<{ envoy: EnvoyProcess; server: GrpcServer }> {
  const server = await GrpcServer.start(t, methods);
  const resets = await rawServer(t, (socket) => {
    socket.once("data", () => socket.resetAndDestroy());
  });
  const config = bootstrap({
    listeners: [httpListener({ filters: [{ wasm: await compile(source) }] })],
    clusters: [
      cluster({ name: "grpc", port: server.port, http2: true }),
      cluster({ name: "resets", port: resets, http2: true }),
    ],
  });
  const envoy = await EnvoyProcess.start(config, {
    logLevel: "warning",
    componentLogLevel: "wasm:info",
  });
  t.after(() => envoy.stop());
  return { envoy, server };
}
