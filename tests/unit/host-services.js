// @ts-check
/** The host functions about plugins: ticks, their end, time, DNS. */

const OK = 0;
const NOT_FOUND = 1;

/**
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => number>}
 */
export function serviceFunctions(host) {
  return {
    proxy_set_tick_period_milliseconds(milliseconds) {
      host.tickPeriod = milliseconds >>> 0;
      return OK;
    },

    proxy_done() {
      const isPending = host.pendingDone.delete(host.effectiveContext);
      return isPending ? OK : NOT_FOUND;
    },

    proxy_get_current_time_nanoseconds(outTime) {
      host.memory.setBigUint64(outTime, host.clocks[0], true);
      return OK;
    },

    // As Envoy does: the number is written first, and what is known at once is
    // answered before the call returns.
    envoy_resolve_dns(name, size, outToken) {
      const text = host.read(name, size);
      const token = ++host.dnsToken;
      host.memory.setUint32(outToken, token, true);
      const answer = host.dnsAnswers.get(text);
      if (answer !== undefined) {
        host.buffers.set(8, answer);
        host.exports.envoy_on_resolve_dns(1, token, answer.length);
      }
      return OK;
    },
  };
}

/**
 * What a spec calls about the above; see `test-host.ts`.
 *
 * @param {import("./host.js").TestHost} host
 * @returns {Record<string, (...args: any[]) => unknown>}
 */
export function serviceControls(host) {
  return {
    tickPeriod: () => host.tickPeriod,
    deferDone: (id) => void host.pendingDone.add(id),
    knowName: (name, answer) => {
      const text = host.exports.__getString(name);
      const bytes = Buffer.from(host.exports.__getArrayBuffer(answer));
      host.dnsAnswers.set(text, bytes.toString("latin1"));
    },
  };
}
