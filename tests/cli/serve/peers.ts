import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo, type Server } from "node:net";
import type { TestContext } from "node:test";
import { parse } from "yaml";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import type { EnvoyObject } from "../../../cli/envoy/extension.ts";
import { ENVOY } from "../../../cli/manifests/kinds.ts";
import { makeManifest } from "../../../cli/manifests/make-manifest.ts";
import { renderManifest } from "../../../cli/manifests/render-manifest.ts";
import type { DeploymentInput } from "../../../cli/deployment/deployment.ts";
import { parseService } from "../../../cli/base/service-address.ts";
import type { Identity } from "../../../cli/serve/serve-options.ts";
import { compile } from "../../compile.ts";
import { Upstream, type UpstreamHandler } from "../../envoy/upstream.ts";

export const SCRIPT = "tests/envoy/filters/http-script.ts";

export const ADD_HEADER = "examples/add-header/assembly/index.ts";

export const ASKED_CALL = "tests/envoy/filters/asked-call.ts";

/** A server that records what it receives until the test ends. */
export async function recording(t: TestContext, handler?: UpstreamHandler) {
  const server = await Upstream.start(handler);
  t.after(() => server.stop());
  return { server, upstream: parseService(`127.0.0.1:${server.port}`) };
}

/** The port of a server that runs until the test ends. */
export async function listen(t: TestContext, server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** An address where nobody listens. */
export async function nowhere(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}

/** Everything that a server answers to bytes until it closes the connection. */
export async function rawExchange(
  port: number,
  bytes: string,
): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(bytes, "latin1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.on("error", () => undefined);
  await once(socket, "close");
  return Buffer.concat(chunks).toString("latin1");
}

/** A request, as bytes, after which the connection closes. */
export const get = (target: string, ...headers: string[]) =>
  [
    `GET ${target} HTTP/1.1`,
    ...["host: localhost", "connection: close"],
    ...[...headers, "", ""],
  ].join("\r\n");

/** Starts Envoy as `proxy-wasm run` does. */
export async function startEnvoyOf(
  t: TestContext,
  filter: string,
  around: object,
  deployment: DeploymentInput = {},
  identity?: Identity,
): Promise<EnvoyProcess> {
  const any = { host: "127.0.0.1", port: 0 };
  const made = await makeManifest(ENVOY, {
    flags: {
      name: "filter",
      url: `file://${await compile(filter)}`,
      ...deployment,
    },
    around: { listen: any, admin: any, ...around },
  });
  const config = parse(renderManifest(made)) as EnvoyBootstrap;
  if (identity) {
    const [listener] = config.static_resources.listeners;
    listener.filter_chains[0].transport_socket = tlsOf(identity);
    // Without it, Envoy does not know which server's name the client asks for.
    listener.listener_filters = [
      {
        name: "envoy.filters.listener.tls_inspector",
        typed_config: {
          "@type":
            "type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector",
        },
      },
    ];
  }
  const envoy = await EnvoyProcess.start(config, {
    logLevel: "error",
    componentLogLevel: "wasm:info",
  });
  t.after(() => envoy.stop());
  return envoy;
}

interface EnvoyBootstrap extends EnvoyObject {
  static_resources: {
    listeners: [
      { filter_chains: [EnvoyObject]; listener_filters?: EnvoyObject[] },
    ];
  };
}

/** The TLS of a listener. */
function tlsOf({ cert, key }: Identity): EnvoyObject {
  const chain = { inline_string: cert };
  const secret = { inline_string: key };
  const certificates = [{ certificate_chain: chain, private_key: secret }];
  return {
    name: "envoy.transport_sockets.tls",
    typed_config: {
      "@type":
        "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext",
      common_tls_context: { tls_certificates: certificates },
    },
  };
}

/** The status, the body, and the headers that depend on neither time nor spelling. */
export function comparable(answer: string): string {
  const [head = "", ...body] = answer.split("\r\n\r\n");
  const [status = "", ...headers] = head.split("\r\n");
  const kept = headers
    .map((line) => line.toLowerCase())
    .filter(
      (line) => !/^(date|x-envoy-upstream-service-time|x-large):/.test(line),
    )
    .sort();
  return [status.split(" ")[1], ...kept, "", ...body].join("\n");
}
