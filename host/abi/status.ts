/** What a host function returns. */
export const OK = 0;
export const NOT_FOUND = 1;
export const BAD_ARGUMENT = 2;
export const SERIALIZATION_FAILURE = 3;
export const PARSE_FAILURE = 4;
export const INVALID_MEMORY_ACCESS = 6;
export const EMPTY = 7;
export const CAS_MISMATCH = 8;
export const INTERNAL_FAILURE = 10;
export const BROKEN_CONNECTION = 11;
export const UNIMPLEMENTED = 12;

/** What a WASI function returns. */
export const WASI_SUCCESS = 0;
export const WASI_BAD_DESCRIPTOR = 8;
export const WASI_FAULT = 21;
export const WASI_INVALID = 28;
export const WASI_NOT_SUPPORTED = 58;
export const WASI_NOT_CAPABLE = 76;
