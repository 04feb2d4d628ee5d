// @ts-check
/** The host functions of Proxy-Wasm, as declared in `assembly/abi/env.ts`. */

const OK = 0;
const NOT_FOUND = 1;
const BAD_ARGUMENT = 2;

const CRITICAL = 5;
const MAX_PAIRS = 1024;
const MAX_PAIRS_SIZE = 1 << 20;

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
export function proxyFunctions(host) {
  return { ...otherFunctions(host), ...headerFunctions(host) };
}

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
function otherFunctions(host) {
  return {
    proxy_log(level, message, size) {
      if (level > CRITICAL) return BAD_ARGUMENT;
      host.logs.push([level, host.read(message, size)]);
      return OK;
    },

    proxy_get_log_level(outLevel) {
      host.memory.setUint32(outLevel, host.logLevel, true);
      return OK;
    },

    proxy_get_property(path, size, outData, outSize) {
      const value = host.properties.get(host.read(path, size));
      if (value === undefined) return NOT_FOUND;
      return host.answer(value, outData, outSize);
    },

    proxy_get_buffer_bytes(buffer, start, maxSize, outData, outSize) {
      const bytes = host.buffers.get(buffer);
      if (bytes === undefined) return NOT_FOUND;
      if (start > bytes.length) return BAD_ARGUMENT;
      return host.answer(bytes.slice(start, start + maxSize), outData, outSize);
    },
  };
}

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
function headerFunctions(host) {
  /** @type {(at: number, size: number) => string} */
  const readName = (at, size) => host.read(at, size).toLowerCase();
  return {
    proxy_get_header_map_value(map, name, nameSize, outValue, outSize) {
      const headers = host.headers.get(map);
      if (headers === undefined) return BAD_ARGUMENT;
      const wanted = readName(name, nameSize);
      const found = headers.find(([each]) => each === wanted);
      if (found === undefined) return NOT_FOUND;
      return host.answer(found[1], outValue, outSize);
    },

    proxy_add_header_map_value(map, name, nameSize, value, valueSize) {
      const headers = host.headers.get(map);
      if (headers === undefined) return BAD_ARGUMENT;
      headers.push([readName(name, nameSize), host.read(value, valueSize)]);
      return OK;
    },

    proxy_replace_header_map_value(map, name, nameSize, value, valueSize) {
      const headers = host.headers.get(map);
      if (headers === undefined) return BAD_ARGUMENT;
      const wanted = readName(name, nameSize);
      const others = headers.filter(([each]) => each !== wanted);
      host.headers.set(map, [...others, [wanted, host.read(value, valueSize)]]);
      return OK;
    },

    proxy_remove_header_map_value(map, name, nameSize) {
      const headers = host.headers.get(map);
      if (headers === undefined) return BAD_ARGUMENT;
      const wanted = readName(name, nameSize);
      host.headers.set(
        map,
        headers.filter(([each]) => each !== wanted),
      );
      return OK;
    },

    proxy_get_header_map_pairs(map, outPairs, outSize) {
      const headers = host.headers.get(map);
      if (headers === undefined) return BAD_ARGUMENT;
      return host.answer(encodePairs(headers), outPairs, outSize);
    },

    proxy_set_header_map_pairs(map, pairs, size) {
      if (!host.headers.has(map)) return BAD_ARGUMENT;
      host.headers.set(map, decodePairs(host.read(pairs, size)));
      return OK;
    },
  };
}

/**
 * @param {[name: string, value: string][]} headers
 * @returns {string} No bytes at all for an empty map.
 */
function encodePairs(headers) {
  if (headers.length === 0) return "";
  const sizes = headers.flatMap(([name, value]) => [name.length, value.length]);
  const head = Buffer.from(Uint32Array.of(headers.length, ...sizes).buffer);
  const texts = headers.map(([name, value]) => `${name}\0${value}\0`);
  return head.toString("latin1") + texts.join("");
}

/**
 * @param {string} pairs
 * @returns {[name: string, value: string][]} None where there are too many or one
 *   does not fit.
 */
export function decodePairs(pairs) {
  const bytes = Buffer.from(pairs, "latin1");
  if (bytes.length < 4 || bytes.length > MAX_PAIRS_SIZE) return [];
  const count = bytes.readUInt32LE(0);
  if (count > MAX_PAIRS || 4 + count * 8 > bytes.length) return [];
  let at = 4 + count * 8;
  /** @type {[name: string, value: string][]} */
  const headers = [];
  for (let i = 0; i < count; i++) {
    const valueAt = at + bytes.readUInt32LE(4 + i * 8) + 1;
    const end = valueAt + bytes.readUInt32LE(8 + i * 8) + 1;
    if (end > bytes.length) return [];
    headers.push([pairs.slice(at, valueAt - 1), pairs.slice(valueAt, end - 1)]);
    at = end;
  }
  return headers;
}
