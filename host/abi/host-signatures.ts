/**
 * The signatures of Envoy's host functions: `i` is an i32, `I` an i64, and the
 * result follows the `>`.
 */
const PROXY: Record<string, string> = {
  proxy_log: "iii>i",
  proxy_get_status: "iii>i",
  proxy_get_property: "iiii>i",
  proxy_set_property: "iiii>i",
  proxy_send_local_response: "iiiiiiii>i",
  proxy_get_shared_data: "iiiii>i",
  proxy_set_shared_data: "iiiii>i",
  proxy_register_shared_queue: "iii>i",
  proxy_resolve_shared_queue: "iiiii>i",
  proxy_dequeue_shared_queue: "iii>i",
  proxy_enqueue_shared_queue: "iii>i",
  proxy_get_header_map_value: "iiiii>i",
  proxy_add_header_map_value: "iiiii>i",
  proxy_replace_header_map_value: "iiiii>i",
  proxy_remove_header_map_value: "iii>i",
  proxy_get_header_map_pairs: "iii>i",
  proxy_set_header_map_pairs: "iii>i",
  proxy_get_header_map_size: "ii>i",
  proxy_get_buffer_bytes: "iiiii>i",
  proxy_get_buffer_status: "iii>i",
  proxy_set_buffer_bytes: "iiiii>i",
  proxy_http_call: "iiiiiiiiii>i",
  proxy_grpc_call: "iiiiiiiiiiii>i",
  proxy_grpc_stream: "iiiiiiiii>i",
  proxy_grpc_send: "iiii>i",
  proxy_grpc_close: "i>i",
  proxy_grpc_cancel: "i>i",
  proxy_set_tick_period_milliseconds: "i>i",
  proxy_get_current_time_nanoseconds: "i>i",
  proxy_define_metric: "iiii>i",
  proxy_increment_metric: "iI>i",
  proxy_record_metric: "iI>i",
  proxy_get_metric: "ii>i",
  proxy_set_effective_context: "i>i",
  proxy_done: ">i",
  proxy_call_foreign_function: "iiiiii>i",
  envoy_resolve_dns: "iii>i",
  pthread_equal: "ii>i",
  emscripten_notify_memory_growth: "i>",
};

const ONLY_0_1_0: Record<string, string> = {
  proxy_get_configuration: "ii>i",
  proxy_continue_request: ">i",
  proxy_continue_response: ">i",
  proxy_clear_route_cache: ">i",
};

const SINCE_0_2_0: Record<string, string> = {
  proxy_continue_stream: "i>i",
  proxy_close_stream: "i>i",
};

const SINCE_0_2_1: Record<string, string> = { proxy_get_log_level: "i>i" };

const WASI: Record<string, string> = {
  args_get: "ii>i",
  args_sizes_get: "ii>i",
  clock_res_get: "ii>i",
  clock_time_get: "iIi>i",
  environ_get: "ii>i",
  environ_sizes_get: "ii>i",
  fd_advise: "iIIi>i",
  fd_allocate: "iII>i",
  fd_close: "i>i",
  fd_datasync: "i>i",
  fd_fdstat_get: "ii>i",
  fd_fdstat_set_flags: "ii>i",
  fd_fdstat_set_rights: "iII>i",
  fd_filestat_get: "ii>i",
  fd_filestat_set_size: "iI>i",
  fd_filestat_set_times: "iIIi>i",
  fd_pread: "iiiIi>i",
  fd_prestat_dir_name: "iii>i",
  fd_prestat_get: "ii>i",
  fd_pwrite: "iiiIi>i",
  fd_read: "iiii>i",
  fd_readdir: "iiiIi>i",
  fd_renumber: "ii>i",
  fd_seek: "iIii>i",
  fd_sync: "i>i",
  fd_tell: "ii>i",
  fd_write: "iiii>i",
  path_create_directory: "iii>i",
  path_filestat_get: "iiiii>i",
  path_filestat_set_times: "iiiiIIi>i",
  path_link: "iiiiii>i",
  path_open: "iiiiiIIii>i",
  path_readlink: "iiiiii>i",
  path_remove_directory: "iii>i",
  path_rename: "iiiiii>i",
  path_symlink: "iiii>i",
  path_unlink_file: "iii>i",
  poll_oneoff: "iiii>i",
  proc_exit: "i>",
  random_get: "ii>i",
  sched_yield: ">i",
  sock_accept: "iii>i",
  sock_recv: "iiiiii>i",
  sock_send: "iiiii>i",
  sock_shutdown: "ii>i",
};

/** The versions of the ABI that Envoy loads, as the module's marker names them. */
export const ABI_VERSIONS = ["0_1_0", "0_2_0", "0_2_1"] as const;

export type AbiVersion = (typeof ABI_VERSIONS)[number];

/**
 * The signature of a host function, or undefined where Envoy has no function of the
 * name.
 *
 *     hostSignature("0_2_1", "env", "proxy_log") // "iii>i"
 */
export function hostSignature(
  version: AbiVersion,
  module: string,
  name: string,
): string | undefined {
  if (module !== "env") return isWasi(module) ? WASI[name] : undefined;
  if (version === "0_1_0") return PROXY[name] ?? ONLY_0_1_0[name];
  const gated = version === "0_2_1" ? SINCE_0_2_1[name] : undefined;
  return PROXY[name] ?? SINCE_0_2_0[name] ?? gated;
}

/** Whether a module name is one of the two that WASI uses. */
export function isWasi(module: string): boolean {
  return module === "wasi_snapshot_preview1" || module === "wasi_unstable";
}
