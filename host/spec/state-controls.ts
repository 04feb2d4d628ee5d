import { binaryOf, textOf } from "../abi/text.ts";
import type { HostFunctions } from "../engine/vm.ts";
import type { SpecHost } from "./spec-host.ts";
import { SpecVm } from "./spec-vm.ts";
import type { Spec } from "./spec.ts";

/**
 * How a spec sets what it acts on itself, and looks at it; declared in
 * `testing/spec-host.ts`.
 *
 *     stateControls(spec).newState
 */
export function stateControls(spec: Spec): HostFunctions {
  return {
    newState: (host: number) =>
      spec.keep(new SpecVm(spec, spec.find<SpecHost>(host))),
    ...messageControls(spec),
    ...contextControls(spec),
  };
}

function messageControls(spec: Spec): HostFunctions {
  const state = (id: number) => spec.find<SpecVm>(id).state;
  const binary = (bytes: number) =>
    Buffer.from(spec.bytes(bytes)).toString("latin1");
  return {
    openMap: (id: number, map: number) => void state(id).openMap(map),
    addToMap: (id: number, map: number, name: number, value: number) =>
      state(id)
        .openMap(map)
        .add(binaryOf(spec.text(name)), binary(value)),
    mapPairs: (id: number, map: number) =>
      spec.keep(state(id).maps.get(map)?.entries ?? []),
    setBuffer: (id: number, buffer: number, value: number) =>
      state(id).setBuffer(buffer, spec.bytes(value)),
    hasBuffer: (id: number, buffer: number) =>
      Number(state(id).buffers.has(buffer)),
    buffer: (id: number, buffer: number) =>
      spec.newBytes(state(id).buffers.get(buffer)?.bytes ?? new Uint8Array(0)),
    setProperty: (id: number, path: number, value: number) =>
      void state(id).properties.set(
        binaryOf(spec.text(path)),
        Buffer.from(spec.bytes(value)),
      ),
  };
}

function contextControls(spec: Spec): HostFunctions {
  const own = (id: number) => spec.find<SpecVm>(id);
  const state = (id: number) => spec.find<SpecVm>(id).state;
  return {
    openContext: (id: number, context: number) => own(id).openContext(context),
    activeContext: (id: number) => own(id).vm.effectiveId,
    actions: (id: number) => spec.newText(textOf(state(id).actions.join("; "))),
    tickPeriod: (id: number) => state(id).tickPeriod,
    deferDone(id: number) {
      state(id).isEnding = true;
    },
    setTime(id: number, time: bigint) {
      const { clock } = own(id).vm.settings;
      const { monotonic } = clock;
      clock.now = BigInt.asUintN(64, time);
      clock.monotonic = monotonic;
    },
    setMonotonicTime(id: number, time: bigint) {
      own(id).vm.settings.clock.monotonic = BigInt.asUintN(64, time);
    },
    setStatusMessage(id: number, message: number) {
      state(id).statusMessage = binaryOf(spec.text(message));
    },
    addVariable(id: number, name: number, value: number) {
      state(id).environment[spec.text(name)] = spec.text(value);
    },
  };
}
