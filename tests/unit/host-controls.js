// @ts-check
/**
 * What a spec calls to set up the host and to look at it; declared and described
 * in `test-host.ts`. Strings and buffers cross as the addresses of the module's
 * own objects.
 */

import { stateControls } from "./host-state-controls.js";

const { TextDecoder, TextEncoder } = globalThis;

/** What AssemblyScript's runtime keeps before an object, in bytes. */
const OVERHEAD = 20;

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => unknown>}
 */
export function controlFunctions(host) {
  /** @type {(address: number) => string} */
  const text = (address) => host.exports.__getString(address);
  /** @type {(address: number) => string} The text's UTF-8. */
  const utf8 = (address) => Buffer.from(text(address)).toString("latin1");
  /** @type {(address: number) => string} */
  const bytes = (address) =>
    Buffer.from(host.exports.__getArrayBuffer(address)).toString("latin1");
  /** @type {(value: string) => number} */
  const newText = (value) => host.exports.__newString(value);
  /** @type {(value: string) => number} */
  const newTextOf = (value) => newText(Buffer.from(value, "latin1").toString());
  /** @type {(map: number) => [name: string, value: string][]} */
  const headers = (map) => host.headers.get(map) ?? [];

  return {
    reset: () => host.reset(),
    callCount: (name) => host.calls.get(text(name)) ?? 0,
    refuse: (name, status) => void host.refusals.set(text(name), status),
    liveBlocks: () => host.blocks.size,
    isLive: (address) => host.blocks.has(address - OVERHEAD),

    openMap: (map) => void host.headers.set(map, headers(map)),
    addHeader: (map, name, value) =>
      void host.headers.set(map, [...headers(map), [utf8(name), utf8(value)]]),
    addHeaderBytes: (map, name, value) =>
      void host.headers.set(map, [...headers(map), [utf8(name), bytes(value)]]),
    readHeaders: (map) =>
      newTextOf(
        headers(map)
          .map((header) => header.join("="))
          .join("; "),
      ),
    readHeaderBytes: (map, index) =>
      host.exports.__newArrayBuffer(
        Uint8Array.from(Buffer.from(headers(map)[index][1], "latin1")).buffer,
      ),

    setLogLevel: (level) => void (host.logLevel = level),
    readLogs: () =>
      newTextOf(host.logs.map((line) => line.join(": ")).join("\n")),

    setProperty: (path, value) =>
      void host.properties.set(utf8(path), utf8(value)),
    setPropertyBytes: (path, value) =>
      void host.properties.set(utf8(path), bytes(value)),
    setBuffer: (buffer, value) => void host.buffers.set(buffer, bytes(value)),
    readBuffer: (buffer) => newTextOf(host.buffers.get(buffer) ?? "absent"),
    openContext: (id) => void host.contexts.add(id),
    readActions: () => newTextOf(host.actions.join("; ")),
    setClock: (clock, time) =>
      void (host.clocks[clock] = BigInt.asUintN(64, time)),
    addVariable: (variable) => void host.environment.push(utf8(variable)),

    ...stateControls(host, utf8, bytes),
    ...encodingControls(host, bytes, text),
  };
}

/**
 * UTF-8 as the Web's own classes have it, to compare with.
 *
 * @param {import("./host.js").TestHost} host
 * @param {(address: number) => string} bytes
 * @param {(address: number) => string} text
 */
function encodingControls(host, bytes, text) {
  return {
    /** @type {(value: number) => number} */
    decodeUtf8: (value) =>
      host.exports.__newString(
        new TextDecoder("utf-8", { ignoreBOM: true }).decode(
          Buffer.from(bytes(value), "latin1"),
        ),
      ),
    /** @type {(value: number) => number} */
    encodeUtf8: (value) =>
      host.exports.__newArrayBuffer(
        new TextEncoder().encode(text(value)).buffer,
      ),
  };
}
