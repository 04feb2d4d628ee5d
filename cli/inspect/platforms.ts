/** What a platform's documentation says that it does not support. */
export interface Unsupported {
  /** The host functions and callbacks that this is about. */
  names: readonly string[];
  /** What they are, for the sentence "…'s documentation: plugins have no …". */
  what: string;
  source: string;
}

/** A platform with a host that differs from Envoy's. */
export interface Platform {
  name: string;
  /** Whether an Envoy loads the module, which logs what Envoy logs. */
  isEnvoy: boolean;
  /** The minor version of Envoy 1 whose rules are taken where no source says more. */
  envoy: number;
  /** Where that was read. */
  source: string;
  /** Functions of `env` besides Envoy's, with their types. */
  functions?: Readonly<Record<string, string>>;
  /** Callbacks besides Envoy's, with their types. */
  callbacks?: Readonly<Record<string, string>>;
  unsupported?: readonly Unsupported[];
  /** The functions of WASI that it has; all of Envoy's where absent. */
  wasi?: { names: readonly string[]; source: string };
  /** What terminates or refuses a plugin, in bytes. */
  limits?: { module: number; memory: number; source: string };
}

const KIB = 1024;
const MIB = 1024 * KIB;

const GOOGLE_OVERVIEW =
  "https://cloud.google.com/service-extensions/docs/plugins-overview (last updated 2026-04-08)";
const GOOGLE_PRACTICES =
  "https://cloud.google.com/service-extensions/docs/plugin-best-practices";
const GOOGLE_LIMITS =
  "https://cloud.google.com/service-extensions/docs/quotas (last updated 2026-04-08)";

const FASTEDGE_SDK =
  "https://github.com/G-Core/FastEdge-sdk-rust/blob/03d9234f98677a168a380e34eaae5ebba46e6874/src/proxywasm/mod.rs";
const FASTEDGE_RUNNER =
  "https://github.com/G-Core/fastedge-test/blob/31d1906a3d29821351fe3c72fe3c4ec456d683bf/server/runner/HostFunctions.ts";

const HIGRESS_RELEASE =
  "https://github.com/alibaba/higress/blob/main/release-notes/2.2.4/README.md (#4104: Envoy 1.36)";
const HIGRESS_SDK =
  "https://github.com/higress-group/proxy-wasm-go-sdk/blob/00c4816191948181478546df069aeac5167d3dee/proxywasm/internal/abi_hostcalls.go";

const TIMERS = ["proxy_set_tick_period_milliseconds", "proxy_on_tick"];
const METRICS = [
  "proxy_define_metric",
  "proxy_increment_metric",
  "proxy_record_metric",
  "proxy_get_metric",
];
const SHARED_DATA = ["proxy_get_shared_data", "proxy_set_shared_data"];
const SHARED_QUEUES = [
  "proxy_register_shared_queue",
  "proxy_resolve_shared_queue",
  "proxy_dequeue_shared_queue",
  "proxy_enqueue_shared_queue",
  "proxy_on_queue_ready",
];
const GRPC = [
  "proxy_grpc_call",
  "proxy_grpc_stream",
  "proxy_grpc_send",
  "proxy_grpc_close",
  "proxy_grpc_cancel",
];
const TRAILERS = ["proxy_on_request_trailers", "proxy_on_response_trailers"];

export const PLATFORMS: readonly Platform[] = [
  {
    name: "google-service-extensions",
    isEnvoy: false,
    envoy: 40,
    source: GOOGLE_PRACTICES,
    unsupported: [
      { names: TIMERS, what: "timers", source: GOOGLE_OVERVIEW },
      { names: METRICS, what: "custom metrics", source: GOOGLE_OVERVIEW },
      { names: SHARED_DATA, what: "shared data", source: GOOGLE_OVERVIEW },
      { names: SHARED_QUEUES, what: "shared queues", source: GOOGLE_OVERVIEW },
      {
        names: ["proxy_http_call", "proxy_on_http_call_response", ...GRPC],
        what: "outbound network calls",
        source: GOOGLE_OVERVIEW,
      },
      { names: TRAILERS, what: "trailers", source: GOOGLE_OVERVIEW },
      {
        names: ["proxy_continue_stream"],
        what: "pauses: it ignores a callback's wish to stop the request",
        source: GOOGLE_PRACTICES,
      },
    ],
    wasi: {
      names: ["fd_write", "clock_time_get", "random_get"],
      source: GOOGLE_PRACTICES,
    },
    limits: { module: 5 * MIB, memory: 16 * MIB, source: GOOGLE_LIMITS },
  },
  {
    name: "fastedge",
    isEnvoy: false,
    envoy: 40,
    source: `${FASTEDGE_SDK} and ${FASTEDGE_RUNNER}`,
    functions: {
      abort: "iiii>",
      proxy_set_log_level: "i>i",
      proxy_secret_get: "iiii>i",
      proxy_secret_get_effective_at: "iiiii>i",
      proxy_get_secret: "iiii>i",
      proxy_get_effective_at_secret: "iiiii>i",
      proxy_dictionary_get: "iiii>i",
      proxy_kv_store_open: "iii>i",
      proxy_kv_store_get: "iiiii>i",
      proxy_kv_store_zrange_by_score: "iiiFFii>i",
      proxy_kv_store_scan: "iiiii>i",
      proxy_kv_store_zscan: "iiiiiii>i",
      proxy_kv_store_bf_exists: "iiiiii>i",
      stats_set_user_diag: "ii>i",
    },
    unsupported: [
      { names: METRICS, what: "metrics", source: FASTEDGE_RUNNER },
      {
        names: SHARED_DATA,
        what: "shared data, beyond a function that does nothing",
        source: FASTEDGE_RUNNER,
      },
      {
        names: SHARED_QUEUES.slice(0, -1),
        what: "shared queues, beyond functions that do nothing",
        source: FASTEDGE_RUNNER,
      },
      {
        names: TIMERS.slice(0, 1),
        what: "timers, beyond a function that does nothing",
        source: FASTEDGE_RUNNER,
      },
      {
        names: GRPC,
        what: "gRPC, beyond functions that do nothing",
        source: FASTEDGE_RUNNER,
      },
      {
        names: ["proxy_call_foreign_function"],
        what: "foreign functions: it finds none",
        source: FASTEDGE_RUNNER,
      },
    ],
  },
  {
    name: "higress-2.2",
    isEnvoy: true,
    envoy: 36,
    source: `${HIGRESS_RELEASE} and ${HIGRESS_SDK}`,
    functions: {
      proxy_inject_encoded_data_to_filter_chain: "iii>i",
      proxy_get_upstream_hosts: "ii>i",
      proxy_set_upstream_override_host: "ii>i",
      proxy_redis_init: "iiiiiii>i",
      proxy_redis_call: "iiiii>i",
    },
    callbacks: { proxy_on_redis_call_response: "iiii>" },
  },
];
