/** A callback of the host: the name of an export, and its arguments. */
export interface Callback {
  name: string;
  args: number[];
}

/** What the scripted host does when the module calls one of its functions. */
export interface Answer {
  status: number;
  /** What it calls back before it answers. */
  reenter?: Callback[];
  /** The numbers that it writes to the out-parameters which are numbers. */
  numbers?: bigint[];
  /** The bytes that it hands over; without them it writes no block. */
  bytes?: Uint8Array;
  /** How many bytes it says that there are, where these are others. */
  claim?: number;
  /** The address that it says instead of that of a block. */
  address?: number;
}

/** Where a host function has its out-parameters, as places in its list of arguments. */
interface Outs {
  /** Each 32-bit number. */
  words?: number[];
  /** Each 64-bit number. */
  longs?: number[];
  /** The address of a block; its size follows. */
  block?: number;
}

/** The out-parameters of each host function that has any. */
export const OUTS: Readonly<Record<string, Outs>> = {
  proxy_get_log_level: { words: [0] },
  proxy_get_property: { block: 2 },
  proxy_get_header_map_value: { block: 3 },
  proxy_get_header_map_pairs: { block: 1 },
  proxy_get_buffer_bytes: { block: 3 },
  proxy_get_configuration: { block: 0 },
  proxy_get_header_map_size: { words: [1] },
  proxy_get_buffer_status: { words: [1, 2] },
  proxy_get_status: { words: [0], block: 1 },
  proxy_http_call: { words: [9] },
  proxy_grpc_call: { words: [11] },
  proxy_grpc_stream: { words: [8] },
  proxy_get_current_time_nanoseconds: { longs: [0] },
  proxy_define_metric: { words: [3] },
  proxy_get_metric: { longs: [1] },
  proxy_get_shared_data: { block: 2, words: [4] },
  proxy_register_shared_queue: { words: [2] },
  proxy_resolve_shared_queue: { words: [4] },
  proxy_dequeue_shared_queue: { block: 1 },
  proxy_call_foreign_function: { block: 4 },
  envoy_resolve_dns: { words: [2] },
  clock_time_get: { longs: [2] },
  environ_sizes_get: { words: [0, 1] },
};
