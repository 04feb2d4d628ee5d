import type { HostFunctions } from "../../engine/vm.ts";
import type { BridgeMemory, Kind, Of, Raw } from "./kinds.ts";

/** A function that a spec calls in the emulator. */
export interface BridgeFunction {
  /** What it does, in one sentence. */
  readonly summary: string;
  /** Its parameters in their order. */
  readonly takes: Record<string, Kind<unknown>>;
  readonly gives: Kind<unknown>;
}

/** Functions by their names. */
export type BridgeFunctions = Record<string, BridgeFunction>;

/** What implements some functions: each gets its arguments by name. */
export type Controls<Functions extends BridgeFunctions> = {
  readonly [Name in keyof Functions]: (
    args: Arguments<Functions[Name]["takes"]>,
  ) => Of<Functions[Name]["gives"]>;
};

type Arguments<Takes> = { readonly [Name in keyof Takes]: Of<Takes[Name]> };

/**
 * The imports of a spec that call `controls`: reads the arguments from the spec's
 * memory, and writes the result there. Calls `fail` with what a function throws,
 * which ends the test, before it throws it on.
 *
 *     linkBridge(BRIDGE, { memory: spec, controls, fail: console.error });
 */
export function linkBridge<Functions extends BridgeFunctions>(
  functions: Functions,
  options: {
    memory: BridgeMemory;
    controls: Controls<Functions>;
    fail: (error: unknown) => void;
  },
): HostFunctions {
  const { memory, controls, fail } = options;
  const linked = Object.entries(functions).map(([name, { takes, gives }]) => {
    const kinds = Object.entries(takes);
    const run = controls[name] as (args: object) => unknown;
    const call = (...raw: Raw[]) => {
      try {
        const args = kinds.map(([key, kind], at) => [
          key,
          kind.read(memory, raw[at]),
        ]);
        return gives.write(memory, run(Object.fromEntries(args) as object));
      } catch (error) {
        fail(error);
        throw error;
      }
    };
    return [name, call];
  });
  return Object.fromEntries(linked) as HostFunctions;
}
