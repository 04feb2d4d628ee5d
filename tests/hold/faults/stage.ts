import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { cluster } from "../../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { ListenerFile } from "../../../cli/envoy/listener-file.ts";
import { httpListener, tcpListener } from "../../../cli/envoy/listener.ts";
import type { Plugin } from "../../../cli/envoy/plugin-config.ts";
import { routeTo } from "../../../cli/envoy/route.ts";
import { wasmStatsSink } from "../../../cli/envoy/wasm-extension.ts";
import { request } from "../../../cli/envoy/http-request.ts";
import { any, type EnvoyObject } from "../../../cli/envoy/extension.ts";
import { compile } from "../../compile.ts";
import { GrpcServer } from "../../envoy/grpc-server.ts";
import { Upstream } from "../../envoy/upstream.ts";
import { folderOfProcess } from "../../temp-folder.ts";
import { startMetadata } from "./metadata.ts";

export const POLICIES = ["FAIL_CLOSED", "FAIL_OPEN", "FAIL_RELOAD"] as const;
export type Policy = (typeof POLICIES)[number];

/** What is in flight as a callback traps: 100 streams and connections. */
export const AT_SERVER = 40;
export const IN_FILTER = 40;
export const CONNECTIONS = 20;

/** Streams of a VM that has ended go on for so long, where the filter held them. */
const IDLE = "8s";
const BACKOFF = { baseInterval: "0.1s" };

const OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
const METADATA = { http2_protocol_options: { allow_metadata: true } };

/** What was in flight, once it has ended: how many ended in each way. */
export interface InFlight {
  /** Seconds from the trap until the last of them had ended. */
  seconds: number;
  atServer: Map<string, number>;
  inFilter: Map<string, number>;
  connections: Map<string, number>;
}

/** An Envoy with the filter under each policy, in a VM of its own, and its servers. */
export class FaultStage {
  readonly envoy: EnvoyProcess;
  readonly #file: ListenerFile;
  readonly #wasm: string;
  readonly #held: Held;
  readonly #ends: (() => unknown)[];

  static async start(): Promise<FaultStage> {
    const wasm = await compile("tests/hold/filters/faults.ts");
    const held = new Held();
    const upstream = await Upstream.start(({ path }, response) =>
      held.answer(path, response),
    );
    const ends: (() => unknown)[] = [() => upstream.stop()];
    const grpc = await GrpcServer.start(
      { after: (end: () => void) => ends.push(end) },
      {
        "/test.Stream/Talk": {
          onStart: (call) => {
            call.start({ "x-a": "1" });
            call.send("message");
            call.end(0, "", { "x-b": "2" });
          },
        },
      },
    );
    const metadata = await startMetadata();
    ends.push(() => metadata.stop());
    const folder = await folderOfProcess();
    const file = await ListenerFile.write(folder, listenersOf(wasm, "good"));
    const envoy = await EnvoyProcess.start(
      bootstrap({
        node: { id: "any", cluster: "any" },
        clusters: [
          cluster({ name: "upstream", port: upstream.port, trailers: true }),
          cluster({ name: "grpc", port: grpc.port, http2: true }),
          {
            ...cluster({ name: "metadata", port: metadata.port }),
            typed_extension_protocol_options: {
              [OPTIONS]: any(OPTIONS, { explicit_http_config: METADATA }),
            },
          },
        ],
        statsSinks: POLICIES.map((policy) =>
          wasmStatsSink(pluginOf(wasm, policy, "sink", "good")),
        ),
        statsFlushInterval: "0.1s",
        fields: file.fields,
      }),
      {
        logLevel: "off",
        componentLogLevel: "wasm:info,config:warning",
        args: ["--drain-time-s", "5"],
      },
    );
    ends.push(() => envoy.stop());
    return new FaultStage(envoy, file, wasm, held, ends);
  }

  private constructor(
    envoy: EnvoyProcess,
    file: ListenerFile,
    wasm: string,
    held: Held,
    ends: (() => unknown)[],
  ) {
    this.envoy = envoy;
    this.#file = file;
    this.#wasm = wasm;
    this.#held = held;
    this.#ends = ends;
  }

  /**
   * Begins what is in flight; resolves, once all is there, with what waits for its end. The
   * server answers then.
   */
  async begin(policy: Policy): Promise<() => Promise<InFlight>> {
    const port = this.envoy.port(policy);
    const paths = (kind: string, count: number) =>
      Array.from({ length: count }, (_, i) => `/${kind}/${policy}-${i}`);
    const waiting = paths("wait", IN_FILTER);
    const holding = paths("hold", AT_SERVER);
    const ends = [...holding, ...waiting].map((path) => endOf(port, path));
    const connections = await Promise.all(
      Array.from({ length: CONNECTIONS }, () =>
        open(this.envoy.port(`${policy}-tcp`)),
      ),
    );
    await this.#held.arrived([
      ...holding,
      ...waiting.map((path) => `/call${path}`),
    ]);
    return async () => {
      const started = performance.now();
      const echoes = connections.map((socket) => echoOf(socket));
      for (const path of holding) this.#held.release(path);
      for (const path of waiting) this.#held.release(`/call${path}`);
      const all = await Promise.all(ends);
      const seconds = (performance.now() - started) / 1000;
      return {
        seconds,
        atServer: counted(all.slice(0, AT_SERVER)),
        inFilter: counted(all.slice(AT_SERVER)),
        connections: counted(await Promise.all(echoes)),
      };
    };
  }

  /** Gives the plugins another configuration, `start` and `configure` trap. */
  reconfigure(to: string): Promise<void> {
    return this.#file.replace(listenersOf(this.#wasm, to));
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.toReversed()) await end();
  }
}

/** Answers of the server that are held back until they are asked for. */
class Held {
  readonly #held = new Map<string, ServerResponse>();
  readonly #waiting = new Set<() => void>();

  answer(path: string, response: ServerResponse): void {
    if (/^\/(call\/|hold)/.test(path)) {
      this.#held.set(path, response);
      for (const check of this.#waiting) check();
      return;
    }
    if (path.startsWith("/victim")) {
      response.setHeader("trailer", "x-end");
      response.addTrailers({ "x-end": "1" });
    }
    response.end(path);
  }

  async arrived(paths: readonly string[]): Promise<void> {
    await new Promise<void>((resolve) => {
      const check = () => {
        if (!paths.every((path) => this.#held.has(path))) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  release(path: string): void {
    this.#held.get(path)?.end(path);
    this.#held.delete(path);
  }
}

/** How a request ends: its status, and whether it was answered as it should be. */
export async function endOf(port: number, path: string): Promise<string> {
  try {
    const { status, text, ...answer } = await request({ port, path });
    if (status !== 200) return `${status}`;
    if (text !== path) return `wrong: ${text}`;
    const own = answer.header("x-own");
    if (own === path) return "200";
    return own === undefined ? "200 unfiltered" : `wrong: ${own}`;
  } catch (error) {
    return (error as Error).message.includes("in time") ? "no end" : "closed";
  }
}

/** Connects; a connection that is reset at once is closed then. */
export async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  socket.on("error", () => {});
  await once(socket, "connect").catch(() => {});
  return socket;
}

/** What comes of sending a text over a connection to a server that sends it back. */
export function echoOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const finish = (end: string) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(end);
    };
    const timer = setTimeout(finish, 3000, "no answer");
    socket.on("data", (text: Buffer) => {
      finish(text.toString() === "text" ? "echo" : "wrong");
    });
    socket.on("close", () => finish("closed"));
    if (socket.destroyed) finish("closed");
    else socket.write("text");
  });
}

function counted(ends: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const end of ends.toSorted())
    counts.set(end, (counts.get(end) ?? 0) + 1);
  return counts;
}

function pluginOf(
  wasm: string,
  policy: Policy,
  rootId: string,
  configuration: string,
): Plugin {
  return {
    wasm,
    rootId,
    vmId: policy,
    failurePolicy: policy,
    configuration,
    vmConfiguration: configuration === "start" ? "start" : "",
    ...(policy === "FAIL_RELOAD" ? { reloadBackoff: BACKOFF } : {}),
  };
}

function listenersOf(wasm: string, configuration: string): EnvoyObject[] {
  return POLICIES.flatMap((policy) => {
    const plugin = pluginOf(wasm, policy, "faults", configuration);
    return [
      httpListener({
        name: policy,
        filters: [plugin],
        routes: [
          routeTo("metadata", { prefix: "/victim/metadata" }),
          routeTo("upstream"),
        ],
        trailers: true,
        manager: { stream_idle_timeout: IDLE, ...METADATA },
      }),
      tcpListener({ name: `${policy}-tcp`, filters: [plugin] }),
    ];
  });
}
