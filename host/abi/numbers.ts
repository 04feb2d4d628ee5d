/** Header maps, by their number in the ABI. */
export const REQUEST_HEADERS = 0;
export const REQUEST_TRAILERS = 1;
export const RESPONSE_HEADERS = 2;
export const RESPONSE_TRAILERS = 3;
export const GRPC_INITIAL_METADATA = 4;
export const GRPC_TRAILING_METADATA = 5;
export const HTTP_CALL_RESPONSE_HEADERS = 6;
export const HTTP_CALL_RESPONSE_TRAILERS = 7;
export const LAST_MAP = 7;

/** Buffers, by their number in the ABI. */
export const REQUEST_BODY = 0;
export const RESPONSE_BODY = 1;
export const DOWNSTREAM_DATA = 2;
export const UPSTREAM_DATA = 3;
export const HTTP_CALL_RESPONSE_BODY = 4;
export const GRPC_CALL_MESSAGE = 5;
export const VM_CONFIGURATION = 6;
export const PLUGIN_CONFIGURATION = 7;
export const CALL_DATA = 8;
export const LAST_BUFFER = 8;

/** Streams, by their number in the ABI. */
export const REQUEST_STREAM = 0;
export const RESPONSE_STREAM = 1;
export const DOWNSTREAM = 2;
export const LAST_STREAM = 3;

/** Who closed a connection, by their number in the ABI. */
export const PEER_UNKNOWN = 0;
export const PEER_LOCAL = 1;
export const PEER_REMOTE = 2;
