// @ts-check
/** What a spec calls to set up the state of `host-state.js`; see `test-host.ts`. */
import { registerQueue } from "./host-state.js";

/**
 * @param {import("./host.js").TestHost} host
 * @param {(address: number) => string} utf8
 * @param {(address: number) => string} bytes
 * @returns {Record<string, (...args: any[]) => unknown>}
 */
export function stateControls(host, utf8, bytes) {
  return {
    writeShared: (key, value, cas) =>
      void host.state.shared.set(utf8(key), { value: utf8(value), cas }),
    addQueue: (vmId, name) =>
      registerQueue(host.state, utf8(vmId) + "\0" + utf8(name)),
    readMetric: (type, name) =>
      host.state.values.get(`${type}:${utf8(name)}`) ?? 0n,
    answerForeign: (name, status) =>
      void host.state.answers.set(utf8(name), { status }),
    answerForeignBytes: (name, status, value) =>
      void host.state.answers.set(utf8(name), { status, bytes: bytes(value) }),
    foreignArgument: (name) => {
      const argument = host.state.foreignArguments.get(utf8(name)) ?? "";
      const from = Uint8Array.from(Buffer.from(argument, "latin1"));
      return host.exports.__newArrayBuffer(from.buffer);
    },
  };
}
