// @ts-check
/** The functions declared in `assembly/abi/wasi_snapshot_preview1.ts`. */

const SUCCESS = 0;
const INVALID = 28;
const MAX_RANDOM = 1 << 16;

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
export function wasiFunctions(host) {
  return {
    clock_time_get(clock, _precision, outTime) {
      const time = host.clocks[clock];
      if (time === undefined) return INVALID;
      host.memory.setBigUint64(outTime, time, true);
      return SUCCESS;
    },

    // Not random, so that a test can tell each byte: 1, 2, 3 and so on.
    random_get(target, size) {
      if (size > MAX_RANDOM) return INVALID;
      for (let i = 0; i < size; i++) {
        host.randomByte = (host.randomByte % 255) + 1;
        host.memory.setUint8(target + i, host.randomByte);
      }
      return SUCCESS;
    },

    environ_sizes_get(outCount, outSize) {
      const size = host.environment.join("\0").length + 1;
      const count = host.environment.length;
      host.memory.setUint32(outCount, count, true);
      host.memory.setUint32(outSize, count === 0 ? 0 : size, true);
      return SUCCESS;
    },

    environ_get(environ, texts) {
      let at = texts;
      host.environment.forEach((text, index) => {
        host.memory.setUint32(environ + index * 4, at, true);
        host.write(at, text + "\0");
        at += text.length + 1;
      });
      return SUCCESS;
    },
  };
}
