import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { cluster } from "../../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { any, type EnvoyObject } from "../../../cli/envoy/extension.ts";
import { httpListener } from "../../../cli/envoy/listener.ts";
import { compile } from "../../compile.ts";
import { Barrier } from "./barrier.ts";
import { Peers } from "./peers.ts";
import type { TrafficCase } from "./traffic-case.ts";

/** The filters that change nothing; `plain` has none, and `changes` one that does. */
export const FILTERS = ["headers", "bodies", "handler"] as const;
export type Listener = "plain" | "changes" | (typeof FILTERS)[number];
const LISTENERS: readonly Listener[] = ["plain", "changes", ...FILTERS];

/** So many rounds without a change; more where a case differed. */
export const QUICK = 3;
export const PATIENT = 40;

const OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

/** A stream that is wrong ends alone: more of what comes with it gets to the filters. */
const HTTP2 = {
  allow_metadata: true,
  override_stream_error_on_invalid_http_message: true,
};
const ALWAYS = {
  status_code_filter: {
    comparison: { op: "GE", value: { default_value: 0, runtime_key: "none" } },
  },
};

type Lanes = Map<Listener, { peers: Peers; barrier: Barrier }>;

/** An Envoy with a listener without a filter, and one for each filter that changes nothing. */
export class PairEnvoy {
  readonly envoy: EnvoyProcess;
  readonly #lanes: Lanes;

  static async start(): Promise<PairEnvoy> {
    const wasm = await compile("tests/hold/filters/passes.ts");
    const peers = new Map<Listener, Peers>();
    for (const listener of LISTENERS) peers.set(listener, await Peers.start());
    const envoy = await EnvoyProcess.start(
      bootstrap({
        listeners: [
          httpListener({ name: "barrier" }),
          ...LISTENERS.flatMap((name) =>
            ([1, 2] as const).map((version) =>
              listenerOf(
                `${name}${version}`,
                name === "plain"
                  ? []
                  : [{ wasm, vmId: "passes", rootId: name }],
              ),
            ),
          ),
        ],
        clusters: [...peers].flatMap(([name, each]) =>
          ([1, 2] as const).map((version) =>
            clusterOf(`${name}${version}`, version, each.port(version)),
          ),
        ),
      }),
      { logLevel: "error", componentLogLevel: "wasm:warning" },
    );
    const lanes: Lanes = new Map();
    for (const [name, each] of peers) {
      const barrier = await Barrier.connect(envoy.port("barrier"));
      lanes.set(name, { peers: each, barrier });
    }
    return new PairEnvoy(envoy, lanes);
  }

  private constructor(envoy: EnvoyProcess, lanes: Lanes) {
    this.envoy = envoy;
    this.#lanes = lanes;
  }

  /** What both ends saw after each step of a case. */
  async run(
    listener: Listener,
    { client, upstream, steps }: TrafficCase,
    rounds = QUICK,
  ): Promise<string[]> {
    const { peers, barrier } = this.#lanes.get(listener)!;
    const settled = () => barrier.settled(() => peers.changes, rounds);
    await peers.connect(this.envoy.port(`${listener}${upstream}`));
    const views: string[] = [];
    for (const step of steps) {
      peers.act(step);
      await settled();
      views.push(peers.view(client, upstream));
    }
    peers.reset();
    await settled();
    peers.reset();
    return views;
  }

  async stop(): Promise<void> {
    for (const { peers, barrier } of this.#lanes.values()) {
      barrier.close();
      peers.stop();
    }
    await this.envoy.stop();
  }
}

function listenerOf(
  name: string,
  filters: { wasm: string; vmId: string; rootId: string }[],
): EnvoyObject {
  const route = { cluster: name, timeout: "0s" };
  // What is different for each request, whatever the filters do.
  const own = {
    response_headers_to_remove: ["x-envoy-upstream-service-time"],
  };
  const tunnel = { upgrade_type: "CONNECT", connect_config: {} };
  return httpListener({
    name,
    filters,
    routes: [
      {
        match: { connect_matcher: {} },
        route: { ...route, upgrade_configs: [tunnel] },
        ...own,
      },
      { match: { prefix: "/" }, route, ...own },
    ],
    manager: {
      http_protocol_options: { enable_trailers: true, accept_http_10: true },
      http2_protocol_options: { ...HTTP2, allow_connect: true },
      // A second, by default, after which a close is a reset: a matter of time.
      delayed_close_timeout: "60s",
      upgrade_configs: [
        { upgrade_type: "websocket" },
        { upgrade_type: "CONNECT" },
      ],
      generate_request_id: false,
      local_reply_config: {
        mappers: [
          {
            filter: ALWAYS,
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

/** A connection for each request, so that it is known which bytes belong to it. */
function clusterOf(name: string, version: 1 | 2, port: number): EnvoyObject {
  const explicit =
    version === 2
      ? { http2_protocol_options: HTTP2 }
      : { http_protocol_options: { enable_trailers: true } };
  return {
    ...cluster({ name, port }),
    typed_extension_protocol_options: {
      [OPTIONS]: any(OPTIONS, {
        explicit_http_config: explicit,
        common_http_protocol_options: { max_requests_per_connection: 1 },
      }),
    },
  };
}
