import type { Header } from "../abi/pairs.ts";
import { binaryOf } from "../abi/text.ts";
import type { Exchange, UpstreamAnswer } from "../message/exchange.ts";
import type { HttpStream } from "../http/http-stream.ts";
import type { HostFunctions } from "../engine/vm.ts";
import { streamsOf } from "./plugin-controls.ts";
import type { Spec } from "./spec.ts";

/** An exchange that is being described, and the plugin that it is for. */
interface Described extends Exchange {
  openStream(): HttpStream;
}

/**
 * How a spec describes and sends a whole exchange; declared in
 * `testing/spec-host.ts`.
 *
 *     exchangeControls(spec).sendExchange
 */
export function exchangeControls(spec: Spec): HostFunctions {
  const add = (id: number, list: number, item: unknown) => {
    const lists = spec.find<Record<string, unknown[] | undefined>>(id);
    (lists[spec.text(list)] ??= []).push(item);
  };
  return {
    newExchange(plugin: number, method: number, path: number) {
      const described: Described = {
        method: spec.text(method),
        path: binaryOf(spec.text(path)),
        openStream: () => streamsOf(spec, plugin).httpStream(),
      };
      return spec.keep(described);
    },
    newAnswer: (status: number) => spec.keep({ status }),
    addText: (id: number, list: number, value: number) =>
      add(id, list, spec.text(value)),
    addBytes: (id: number, list: number, value: number) =>
      add(id, list, spec.bytes(value)),
    addPair(id: number, list: number, name: number, value: number) {
      const pair: Header = [
        binaryOf(spec.text(name)),
        binaryOf(spec.text(value)),
      ];
      add(id, list, pair);
    },
    setAnswer(id: number, answer: number) {
      spec.find<Described>(id).upstream = spec.find<UpstreamAnswer>(answer);
    },
    sendExchange(id: number) {
      const described = spec.find<Described>(id);
      const stream = described.openStream();
      stream.request(described);
      return spec.keep(stream);
    },
  };
}
