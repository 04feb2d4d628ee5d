import type { TcpConnection } from "../tcp/tcp-connection.ts";
import type { HostFunctions } from "../engine/vm.ts";
import { streamsOf } from "./plugin-controls.ts";
import type { Spec } from "./spec.ts";

const DOWNSTREAM = 0;

/**
 * How a spec drives a TCP connection; declared in `testing/spec-host.ts`.
 *
 *     connectionControls(spec).openConnection
 */
export function connectionControls(spec: Spec): HostFunctions {
  const connection = (id: number) => spec.find<TcpConnection>(id);
  const received = (id: number, side: number) =>
    side === DOWNSTREAM ? connection(id).downstream : connection(id).upstream;
  return {
    openConnection: (plugin: number) =>
      spec.keep(streamsOf(spec, plugin).tcpConnection()),
    sendData(id: number, side: number, data: number, end: number) {
      const bytes = spec.bytes(data);
      const options = { endOfStream: end !== 0 };
      if (side === DOWNSTREAM) connection(id).downstreamData(bytes, options);
      else connection(id).upstreamData(bytes, options);
    },
    resetConnection(id: number, side: number) {
      if (side === DOWNSTREAM) connection(id).resetDownstream();
      else connection(id).resetUpstream();
    },
    connectionOutcome: (id: number) => spec.newText(connection(id).outcome),
    readData: (id: number, side: number) =>
      spec.newBytes(received(id, side)?.bytes ?? new Uint8Array(0)),
    hasDataEnded: (id: number, side: number) =>
      Number(received(id, side)?.endOfStream ?? false),
  };
}
