import type { AbiVersion } from "../../host/abi/host-signatures.ts";

/** What the proxies of a time look for in a module, and give it. */
export interface HostGeneration {
  /** The first proxy with it. */
  since: string;
  /** Where that was read. */
  source: string;
  /** The versions of the ABI whose marker it takes. */
  abiVersions: readonly AbiVersion[];
  /** Of a host that looks for no marker: the version that it speaks. */
  speaks?: AbiVersion;
  /** Host functions and exports that the generations before it do not know. */
  added: readonly string[];
  /** Types that are others than those of today. */
  types?: Readonly<Record<string, string>>;
  /** What it logs where the marker is missing; nothing of use without it. */
  markerLog?: string;
}

const MARKER_LOG = "Missing or unknown Proxy-Wasm ABI version";
const ALL = ["0_1_0", "0_2_0", "0_2_1"] as const;

/**
 * From the oldest to today's. Commits are those of proxy-wasm-cpp-host, the part of
 * Envoy that loads modules.
 */
export const GENERATIONS: readonly HostGeneration[] = [
  {
    since: "istio-1.5",
    source:
      "6bb50d0 (2020-02-10), the host as it was in Istio's Envoy then; the stats plugin of istio/proxy 1.5.0 imports proxy_get_configuration",
    abiVersions: [],
    speaks: "0_1_0",
    added: [],
    types: {
      proxy_grpc_call: "iiiiiiiiii>i",
      proxy_grpc_stream: "iiiiiii>i",
    },
  },
  {
    since: "istio-1.6",
    source:
      "56204b1 (2020-04-07), which has what envoy-wasm had when Istio 1.6 took it on 2020-04-24",
    abiVersions: [],
    speaks: "0_1_0",
    added: ["proxy_set_buffer_bytes", "fd_read", "fd_fdstat_get"],
  },
  {
    since: "envoy-1.16",
    source: "928db4d, named by the list of external dependencies in Envoy 1.16",
    abiVersions: [],
    speaks: "0_2_0",
    added: [],
  },
  {
    since: "istio-1.7",
    source: "51e2013, the head of its branch envoy-release/v1.15",
    abiVersions: ["0_1_0", "0_2_0"],
    added: [],
  },
  {
    since: "istio-1.8",
    source: "a044a3a, the head of its branch istio-release/v1.8",
    abiVersions: ALL,
    added: [
      "_initialize",
      "proxy_on_memory_allocate",
      "clock_time_get",
      "random_get",
      "types of callbacks in the log",
    ],
  },
  {
    since: "envoy-1.17",
    source:
      "6dab125 (2020-12-15), by the date in Envoy 1.17.0's external dependencies",
    abiVersions: ALL,
    added: [],
    markerLog: MARKER_LOG,
  },
  {
    since: "envoy-1.18",
    source:
      "bc6fe15 (2021-03-02) and 9937669 (2020-12-22), by the date in Envoy 1.18.3's external dependencies",
    abiVersions: ALL,
    added: ["main", "capability_restriction_config", "names are checked"],
    markerLog: MARKER_LOG,
  },
  {
    since: "envoy-1.19",
    source: "V8 9.2 (envoyproxy/envoy#17183); V8 has SIMD since 9.1",
    abiVersions: ALL,
    added: ["simd"],
    markerLog: MARKER_LOG,
  },
  {
    since: "envoy-1.21",
    source: "f383473 (2021-11-18), by envoyproxy/envoy#19074",
    abiVersions: ALL,
    added: ["fd_prestat_get", "fd_prestat_dir_name", "path_open"],
    markerLog: MARKER_LOG,
  },
  {
    since: "envoy-1.24",
    source: "73fe589 (2022-06-15), by envoyproxy/envoy#22575",
    abiVersions: ALL,
    added: ["emscripten_notify_memory_growth"],
    markerLog: MARKER_LOG,
  },
  {
    since: "envoy-1.33",
    source:
      "c4d7bb0 (2024-12-19); the Go SDK asks for Envoy 1.33 because of it. Seen in the binary of 1.36.4",
    abiVersions: ALL,
    added: ["fd_fdstat_set_flags", "poll_oneoff", "sched_yield"],
    markerLog: MARKER_LOG,
  },
  {
    since: "envoy-1.39",
    source:
      "94091cd (2026-04-06), by envoyproxy/envoy#45756; in the binary of 1.39.3, not in that of 1.38.3",
    abiVersions: ALL,
    added: [
      "__main_void",
      "clock_res_get",
      "fd_advise",
      "fd_allocate",
      "fd_datasync",
      "fd_fdstat_set_rights",
      "fd_filestat_get",
      "fd_filestat_set_size",
      "fd_filestat_set_times",
      "fd_pread",
      "fd_pwrite",
      "fd_readdir",
      "fd_renumber",
      "fd_sync",
      "fd_tell",
      "path_create_directory",
      "path_filestat_get",
      "path_filestat_set_times",
      "path_link",
      "path_readlink",
      "path_remove_directory",
      "path_rename",
      "path_symlink",
      "path_unlink_file",
      "sock_accept",
      "sock_recv",
      "sock_send",
      "sock_shutdown",
    ],
    markerLog: MARKER_LOG,
  },
];
