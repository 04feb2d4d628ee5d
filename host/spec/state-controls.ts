import type { Controls } from "./bridge/bridge.ts";
import type { STATE } from "./bridge-functions.ts";
import { SpecVm } from "./spec-vm.ts";
import type { Spec } from "./spec.ts";

/**
 * Lets a spec set the state that its own calls act on, and look at it.
 *
 *     stateControls(spec).newState({ host });
 */
export function stateControls(spec: Spec): Controls<typeof STATE> {
  return {
    newState: ({ host }) => new SpecVm(spec, host),
    openMap: ({ state: { state }, map }) => void state.openMap(map),
    addToMap({ state: { state }, map, name, value }) {
      state.openMap(map).add(name, Buffer.from(value).toString("latin1"));
    },
    mapPairs: ({ state: { state }, map }) => state.maps.get(map)?.entries ?? [],
    mapValue: ({ state: { state }, map, index }) =>
      Buffer.from(state.maps.get(map)!.entries[index][1], "latin1"),
    setBuffer: ({ state: { state }, buffer, value }) =>
      state.setBuffer(buffer, value),
    buffer: ({ state: { state }, buffer }) =>
      state.buffers.get(buffer)?.bytes ?? null,
    setProperty({ state: { state }, path, value }) {
      state.properties.set(path.join("\0"), Buffer.from(value));
    },
    openContext: ({ state, context }) => state.openContext(context),
    activeContext: ({ state }) => state.vm.effectiveId,
    actions: ({ state: { state } }) => state.actions.join("; "),
    tickPeriod: ({ state: { state } }) => state.tickPeriod,
    deferDone({ state: { state } }) {
      state.isEnding = true;
    },
    setTime({ state, time }) {
      const { clock } = state.vm.settings;
      const { monotonic } = clock;
      clock.now = time;
      clock.monotonic = monotonic;
    },
    setMonotonicTime({ state, time }) {
      state.vm.settings.clock.monotonic = time;
    },
    addVariable({ state: { state }, name, value }) {
      state.environment[name] = value;
    },
    setStatusMessage({ state: { state }, message }) {
      state.statusMessage = message;
    },
  };
}
