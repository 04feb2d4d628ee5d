import type { Header } from "../abi/pairs.ts";
import { binaryOf, textOf } from "../abi/text.ts";
import type { HostFunctions } from "../engine/vm.ts";
import type { Spec } from "./spec.ts";

/**
 * How a spec reads and makes lists of a name and a value each; declared in
 * `testing/spec-host.ts`.
 *
 *     pairControls(spec).pairCount
 */
export function pairControls(spec: Spec): HostFunctions {
  const pairs = (id: number) => spec.find<Header[]>(id);
  return {
    newPairs: () => spec.keep([]),
    pushPair(id: number, name: number, value: number) {
      const pair: Header = [
        binaryOf(spec.text(name)),
        binaryOf(spec.text(value)),
      ];
      pairs(id).push(pair);
    },
    pairCount: (id: number) => pairs(id).length,
    pairName: (id: number, at: number) =>
      spec.newText(textOf(pairs(id)[at][0])),
    pairValue: (id: number, at: number) =>
      spec.newBytes(Buffer.from(pairs(id)[at][1], "latin1")),
  };
}
