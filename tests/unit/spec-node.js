// @ts-check
/** What Node tells a spec about its module, as declared in `node.ts`. */

const { TextDecoder, TextEncoder } = globalThis;

/** What AssemblyScript's runtime keeps before an object, in bytes. */
const OVERHEAD = 20;

export class SpecNode {
  /** @type {any} The exports of the module, from `attach` on. */
  #exports = null;
  /** @type {Set<number>} The blocks of the module's memory that are in use. */
  #blocks = new Set();

  /** @param {object} exports */
  attach(exports) {
    this.#exports = exports;
  }

  get imports() {
    return {
      liveBlocks: () => this.#blocks.size,
      /** @type {(address: number) => boolean} */
      isLive: (address) => this.#blocks.has(address - OVERHEAD),
      /** @type {(value: number) => number} */
      decodeUtf8: (value) =>
        this.#exports.__newString(
          new TextDecoder("utf-8", { ignoreBOM: true }).decode(
            this.#exports.__getArrayBuffer(value),
          ),
        ),
      /** @type {(value: number) => number} */
      encodeUtf8: (value) =>
        this.#exports.__newArrayBuffer(
          new TextEncoder().encode(this.#exports.__getString(value)).buffer,
        ),
    };
  }

  /**
   * Counts blocks beside as-pect, which finds double frees by the same calls.
   *
   * @param {Record<string, (...args: any[]) => void>} rtrace
   */
  countBlocks(rtrace) {
    const { onalloc, onfree } = rtrace;
    rtrace.onalloc = (block) => {
      this.#blocks.add(block);
      withoutStackTrace(() => onalloc(block));
    };
    rtrace.onfree = (block) => {
      this.#blocks.delete(block);
      withoutStackTrace(() => onfree(block));
    };
  }
}

/**
 * as-pect keeps a stack trace of each allocation, which takes most of the time
 * that a test runs.
 *
 * @param {() => void} run
 */
function withoutStackTrace(run) {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  run();
  Error.stackTraceLimit = limit;
}
