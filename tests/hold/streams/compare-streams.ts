import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { cluster } from "../../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { any, type EnvoyObject } from "../../../cli/envoy/extension.ts";
import { httpListener } from "../../../cli/envoy/listener.ts";
import { compile } from "../../compile.ts";
import { Random } from "../../fuzz/random.ts";
import { Barrier } from "../traffic/barrier.ts";
import { identityOf } from "./connection.ts";
import { StreamPeers, type StreamView } from "./stream-peers.ts";
import { PHASES, randomStream } from "./stream-script.ts";

/** The filters that change nothing, and one that does. */
export const FILTERS = ["headers", "bodies", "handler"] as const;
export type Filter = "plain" | "changes" | (typeof FILTERS)[number];
const LISTENERS: readonly Filter[] = ["plain", "changes", ...FILTERS];

const OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
const HTTP2 = {
  // Without a table, the same headers are the same bytes in each run.
  hpack_table_size: 0,
  max_concurrent_streams: 20_000,
  // A phase may reset all streams of a connection.
  max_outbound_frames: 200_000,
  max_outbound_control_frames: 200_000,
};
const UNLIMITED = {
  max_connections: 100_000,
  max_pending_requests: 100_000,
  max_requests: 100_000,
};

/** What streams came to with filters that change nothing. */
export interface Comparison {
  /** Streams whose ends saw something else with a filter, and connections that Envoy ended. */
  different: string[];
  /** How many streams each filter has had, and how many of them were reset. */
  streams: number;
  resets: number;
}

/** An Envoy with the same listener without a filter, and with each that changes nothing. */
export class StreamStage {
  readonly envoy: EnvoyProcess;
  readonly #peers: StreamPeers;
  readonly #barrier: Barrier;

  static async start(): Promise<StreamStage> {
    const wasm = await compile("tests/hold/filters/passes.ts");
    const peers = await StreamPeers.start();
    const envoy = await EnvoyProcess.start(
      bootstrap({
        listeners: [
          httpListener({ name: "barrier" }),
          ...LISTENERS.map((name) =>
            listenerOf(
              name,
              name === "plain" ? [] : [{ wasm, vmId: "passes", rootId: name }],
            ),
          ),
        ],
        clusters: [clusterOf(peers.port)],
        fields: { layered_runtime: { layers: [RUNTIME] } },
      }),
      { logLevel: "error", componentLogLevel: "wasm:warning" },
    );
    const barrier = await Barrier.connect(envoy.port("barrier"));
    return new StreamStage(envoy, peers, barrier);
  }

  private constructor(
    envoy: EnvoyProcess,
    peers: StreamPeers,
    barrier: Barrier,
  ) {
    this.envoy = envoy;
    this.#peers = peers;
    this.#barrier = barrier;
  }

  /** Runs the streams of a seed with and without filters. */
  async compare(
    seed: number,
    streams: number,
    connections: number,
    filters: readonly Filter[] = FILTERS,
  ): Promise<Comparison> {
    const random = new Random(seed);
    const scripts = Array.from({ length: streams }, () => randomStream(random));
    const cut = {
      connection: random.below(connections),
      phase: 1 + random.below(PHASES - 1),
    };
    const run = (filter: Filter) =>
      this.#peers.run(
        this.envoy.port(filter),
        scripts,
        connections,
        this.#barrier,
        cut,
      );
    const plain = await run("plain");
    const different: string[] = [];
    for (const filter of filters) {
      const filtered = await run(filter);
      for (const [index, { isWild }] of scripts.entries()) {
        const fault = isWild
          ? foreignIn(filtered[index], index)
          : differenceOf(plain[index], filtered[index]);
        if (fault === undefined) continue;
        const script = JSON.stringify(scripts[index].turns);
        different.push(`${filter}, stream ${index}: ${script}\n${fault}`);
      }
    }
    different.push(...this.#peers.ended.splice(0));
    const resets = scripts.filter(({ turns }) =>
      turns.at(-1)?.parts.includes("reset"),
    );
    return { different, streams, resets: resets.length };
  }

  async stop(): Promise<void> {
    this.#barrier.close();
    this.#peers.stop();
    await this.envoy.stop();
  }
}

function differenceOf(
  plain: StreamView,
  filtered: StreamView,
): string | undefined {
  for (const side of ["client", "server"] as const) {
    if (plain[side] === filtered[side]) continue;
    return `${side} without: ${plain[side]}\n${side} with: ${filtered[side]}`;
  }
  return undefined;
}

/** What a stream has seen of another one, whose reset came at any time. */
function foreignIn(view: StreamView, index: number): string | undefined {
  const own = identityOf(index);
  const all = `${view.client} ${view.server}`;
  const foreign = all.match(/[!()?]{9}/g)?.find((each) => each !== own);
  return foreign === undefined ? undefined : `${foreign} in ${all}`;
}

/** By default Envoy closes a connection most of whose streams were reset. */
const RUNTIME = {
  name: "static",
  static_layer: {
    "overload.premature_reset_total_stream_count": 1_000_000_000,
  },
};

function listenerOf(
  name: string,
  filters: { wasm: string; vmId: string; rootId: string }[],
): EnvoyObject {
  return httpListener({
    name,
    filters,
    routes: [
      {
        match: { prefix: "/" },
        route: { cluster: "upstream", timeout: "0s" },
        response_headers_to_remove: ["x-envoy-upstream-service-time"],
      },
    ],
    manager: {
      http2_protocol_options: HTTP2,
      generate_request_id: false,
      local_reply_config: {
        mappers: [
          {
            filter: {
              status_code_filter: {
                comparison: {
                  op: "GE",
                  value: { default_value: 0, runtime_key: "none" },
                },
              },
            },
            headers_to_add: [
              {
                header: { key: "date", value: "now" },
                append_action: "OVERWRITE_IF_EXISTS_OR_ADD",
              },
            ],
          },
        ],
      },
    },
  });
}

function clusterOf(port: number): EnvoyObject {
  return {
    ...cluster({ name: "upstream", port }),
    circuit_breakers: { thresholds: [UNLIMITED] },
    typed_extension_protocol_options: {
      [OPTIONS]: any(OPTIONS, {
        explicit_http_config: { http2_protocol_options: HTTP2 },
      }),
    },
  };
}
