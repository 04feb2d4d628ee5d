// @ts-check
/** The variable of the environment with the socket of the compilers that tests share. */
export const SOCKET_VARIABLE = "PROXY_WASM_TESTS_COMPILER";
