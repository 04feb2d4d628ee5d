// @ts-check
/**
 * A proxy in memory for the unit tests: answers the host functions of the ABI as
 * Envoy does, and lets a spec set it up and look at it through the imports that
 * are declared in `test-host.ts`.
 *
 * Bytes are kept as "binary" strings here, a character for each byte.
 */
import {
  calloutControls,
  calloutFunctions,
  noCallouts,
} from "./host-callouts.js";
import { serviceControls, serviceFunctions } from "./host-services.js";
import { decodePairs, proxyFunctions } from "./host-proxy.js";
import { controlFunctions } from "./host-controls.js";
import { HostState, stateFunctions } from "./host-state.js";
import { wasiFunctions } from "./host-wasi.js";

/** What the host knows; everything a spec can set is back at its start by `reset`. */
export class TestHost {
  /** The exports of the module, from `attach` on. */
  exports = /** @type {any} */ (null);
  /** @type {Set<number>} The blocks of the module's memory that are in use. */
  blocks = new Set();

  /** @type {Map<number, [name: string, value: string][]>} Absent: no such map now. */
  headers = new Map();
  /** @type {Map<string, string>} By path, with its NULs. */
  properties = new Map();
  /** @type {Map<number, string>} */
  buffers = new Map();
  /** @type {Set<number>} The contexts that may be activated. */
  contexts = new Set();
  /** @type {string[]} What was done to streams. */
  actions = [];
  /** @type {[level: number, message: string][]} */
  logs = [];
  /** @type {string[]} `NAME=value` each. */
  environment = [];
  /** Nanoseconds, realtime and monotonic. */
  clocks = [0n, 0n];
  state = new HostState();
  logLevel = 0;
  /** Milliseconds, 0 for no tick. */
  tickPeriod = 0;
  effectiveContext = 0;
  /** @type {Set<number>} Which plugins have deferred their end. */
  pendingDone = new Set();
  dnsToken = 0;
  /** @type {Map<string, string>} What is known at once, in the ABI's encoding. */
  dnsAnswers = new Map();
  randomByte = 0;
  callouts = noCallouts();
  /** @type {Map<string, number>} How often a function was called. */
  calls = new Map();
  /** @type {Map<string, number>} What a function answers instead of working. */
  refusals = new Map();

  reset() {
    const { exports, blocks } = this;
    Object.assign(this, new TestHost(), { exports, blocks });
  }

  get memory() {
    return new DataView(this.exports.memory.buffer);
  }

  /**
   * Reads bytes of the module; throws where they are outside of its memory.
   *
   * @param {number} at
   * @param {number} size
   */
  read(at, size) {
    const bytes = new Uint8Array(
      this.exports.memory.buffer,
      at >>> 0,
      size >>> 0,
    );
    return Buffer.from(bytes).toString("latin1");
  }

  /**
   * Reads headers in the pairs encoding.
   *
   * @param {number} at
   * @param {number} size
   */
  readPairs(at, size) {
    return decodePairs(this.read(at, size));
  }

  /**
   * Writes bytes into the module's memory.
   *
   * @param {number} at
   * @param {string} bytes
   */
  write(at, bytes) {
    const from = Buffer.from(bytes, "latin1");
    new Uint8Array(this.exports.memory.buffer, at >>> 0, from.length).set(from);
  }

  /**
   * Answers with bytes: allocates them in the module, unless there are none.
   *
   * @param {string} bytes
   * @param {number} outAddress
   * @param {number} outSize
   */
  answer(bytes, outAddress, outSize) {
    const size = bytes.length;
    const block = size === 0 ? 0 : this.exports.malloc(size);
    this.write(block, bytes);
    this.memory.setUint32(outAddress, block, true);
    this.memory.setUint32(outSize, size, true);
    return 0;
  }

  /**
   * Counts the calls of functions, and lets `refusals` take their place.
   *
   * @param {Record<string, (...args: any[]) => number>} functions
   */
  watch(functions) {
    const entries = Object.entries(functions).map(([name, run]) => {
      const watched = (/** @type {any[]} */ ...args) => {
        this.calls.set(name, (this.calls.get(name) ?? 0) + 1);
        return this.refusals.get(name) ?? run(...args);
      };
      return [name, watched];
    });
    return Object.fromEntries(entries);
  }
}

/** Makes a host for one module. */
export function createTestHost() {
  const host = new TestHost();
  return {
    imports: {
      env: host.watch({
        ...proxyFunctions(host),
        ...serviceFunctions(host),
        ...stateFunctions(host),
        ...calloutFunctions(host),
      }),
      wasi_snapshot_preview1: host.watch(wasiFunctions(host)),
      "test-host": {
        ...controlFunctions(host),
        ...serviceControls(host),
        ...calloutControls(host),
      },
    },
    /** @param {object} exports */
    attach(exports) {
      host.exports = exports;
    },
    /**
     * Counts blocks beside as-pect, which finds double frees by the same calls.
     *
     * @param {Record<string, (...args: any[]) => void>} rtrace
     */
    countBlocks(rtrace) {
      const { onalloc, onfree } = rtrace;
      rtrace.onalloc = (block) => {
        host.blocks.add(block);
        withoutStackTrace(() => onalloc(block));
      };
      rtrace.onfree = (block) => {
        host.blocks.delete(block);
        withoutStackTrace(() => onfree(block));
      };
    },
  };
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
