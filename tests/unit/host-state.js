// @ts-check
/**
 * What VMs share with each other and with the proxy: shared data, queues, metrics,
 * properties that a filter sets, and foreign functions.
 */
import { deflateSync, inflateSync } from "node:zlib";

const OK = 0;
const NOT_FOUND = 1;
const BAD_ARGUMENT = 2;
const SERIALIZATION_FAILURE = 3;
const EMPTY = 7;
const CAS_MISMATCH = 8;

const COUNTER = 0;
const GAUGE = 1;
const HISTOGRAM = 2;

/** What `TestHost` keeps for these functions; bytes are "binary" strings. */
export class HostState {
  /** @type {Map<string, { value: string, cas: number }>} */
  shared = new Map();
  nextCas = 1;
  /** @type {Map<string, number>} By the VM's id, a NUL, and the name. */
  queueNumbers = new Map();
  /** @type {string[][]} By number, from 1 on. */
  queues = [[]];
  /** @type {Map<number, { key: string, type: number }>} By number. */
  metrics = new Map();
  /** @type {Map<string, bigint>} By type and name, as several numbers may share one. */
  values = new Map();
  /** @type {Map<string, { status: number, bytes?: string }>} By function. */
  answers = new Map();
  /** @type {Map<string, string>} The last argument by function. */
  foreignArguments = new Map();
}

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
export function stateFunctions(host) {
  return {
    ...sharedFunctions(host),
    ...queueFunctions(host),
    ...metricFunctions(host),
    ...foreignFunctions(host),

    proxy_set_property(path, size, value, valueSize) {
      const name = host.read(path, size);
      // Envoy keeps a path of several segments under a key that no path reads.
      if (!name.includes("\0")) {
        host.properties.set(name, host.read(value, valueSize));
      }
      return OK;
    },
  };
}

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
function sharedFunctions(host) {
  return {
    proxy_get_shared_data(key, size, outValue, outSize, outCas) {
      const found = host.state.shared.get(host.read(key, size));
      if (found === undefined) return NOT_FOUND;
      host.memory.setUint32(outCas, found.cas, true);
      return host.answer(found.value, outValue, outSize);
    },

    proxy_set_shared_data(key, size, value, valueSize, cas) {
      const { state } = host;
      const name = host.read(key, size);
      const found = state.shared.get(name);
      if (found !== undefined && cas !== 0 && cas >>> 0 !== found.cas) {
        return CAS_MISMATCH;
      }
      const written = host.read(value, valueSize);
      state.shared.set(name, { value: written, cas: state.nextCas++ });
      return OK;
    },
  };
}

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
function queueFunctions(host) {
  /** @type {(id: number) => string[] | undefined} */
  const queueOf = (id) => (id > 0 ? host.state.queues[id] : undefined);
  return {
    proxy_register_shared_queue(name, size, outQueue) {
      const number = registerQueue(host.state, "\0" + host.read(name, size));
      host.memory.setUint32(outQueue, number, true);
      return OK;
    },

    proxy_resolve_shared_queue(vm, vmSize, name, size, outQueue) {
      const key = host.read(vm, vmSize) + "\0" + host.read(name, size);
      const number = host.state.queueNumbers.get(key);
      if (number === undefined) return NOT_FOUND;
      host.memory.setUint32(outQueue, number, true);
      return OK;
    },

    proxy_enqueue_shared_queue(id, item, size) {
      const queue = queueOf(id);
      if (queue === undefined) return NOT_FOUND;
      queue.push(host.read(item, size));
      return OK;
    },

    proxy_dequeue_shared_queue(id, outItem, outSize) {
      const queue = queueOf(id);
      if (queue === undefined) return NOT_FOUND;
      const item = queue.shift();
      return item === undefined ? EMPTY : host.answer(item, outItem, outSize);
    },
  };
}

/**
 * Returns the number of a queue, a new one where it has none.
 *
 * @param {HostState} state
 * @param {string} key
 */
export function registerQueue(state, key) {
  const number = state.queueNumbers.get(key) ?? state.queues.length;
  state.queueNumbers.set(key, number);
  state.queues[number] ??= [];
  return number;
}

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
function metricFunctions(host) {
  /** @type {(id: number, change: (old: bigint) => bigint) => number} */
  const update = (id, change) => {
    const key = host.state.metrics.get(id)?.key ?? "";
    const value = change(host.state.values.get(key) ?? 0n);
    host.state.values.set(key, BigInt.asUintN(64, value));
    return OK;
  };
  return {
    proxy_define_metric(type, name, size, outMetric) {
      const { metrics } = host.state;
      const id = (metrics.size + 1) * 4 + type;
      metrics.set(id, { key: `${type}:${host.read(name, size)}`, type });
      host.memory.setUint32(outMetric, id, true);
      return OK;
    },

    proxy_increment_metric(id, offset) {
      const type = host.state.metrics.get(id)?.type;
      if (type === undefined) return NOT_FOUND;
      if (type === HISTOGRAM) return BAD_ARGUMENT;
      if (type === COUNTER && offset <= 0n) return BAD_ARGUMENT;
      return update(id, (old) => old + offset);
    },

    proxy_record_metric(id, value) {
      const type = host.state.metrics.get(id)?.type;
      if (type === undefined) return NOT_FOUND;
      return update(id, (old) => (type === GAUGE ? value : old + value));
    },

    proxy_get_metric(id, outValue) {
      const metric = host.state.metrics.get(id);
      if (metric === undefined) return NOT_FOUND;
      if (metric.type === HISTOGRAM) return BAD_ARGUMENT;
      const value = host.state.values.get(metric.key) ?? 0n;
      host.memory.setBigUint64(outValue, value, true);
      return OK;
    },
  };
}

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
function foreignFunctions(host) {
  return {
    proxy_call_foreign_function(
      name,
      size,
      argument,
      argumentSize,
      out,
      outSize,
    ) {
      const called = host.read(name, size);
      const bytes = host.read(argument, argumentSize);
      const answer =
        host.state.answers.get(called) ?? zlibAnswer(called, bytes);
      if (answer === undefined) return NOT_FOUND;
      host.state.foreignArguments.set(called, bytes);
      // Unlike the others, with a failure as well, and also for no bytes.
      if (answer.bytes !== undefined) {
        const block = host.exports.malloc(answer.bytes.length);
        host.write(block, answer.bytes);
        host.memory.setUint32(out, block, true);
        host.memory.setUint32(outSize, answer.bytes.length, true);
      } else {
        host.memory.setBigUint64(out, 0n, true);
      }
      return answer.status;
    },
  };
}

/**
 * @param {string} name
 * @param {string} bytes
 * @returns {{ status: number, bytes?: string } | undefined}
 */
function zlibAnswer(name, bytes) {
  const run = new Map([
    ["compress", deflateSync],
    ["uncompress", inflateSync],
  ]).get(name);
  if (run === undefined) return undefined;
  try {
    const result = run(Buffer.from(bytes, "latin1"));
    return { status: OK, bytes: result.toString("latin1") };
  } catch {
    return { status: SERIALIZATION_FAILURE };
  }
}
