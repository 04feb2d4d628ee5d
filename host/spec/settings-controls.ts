import type { Header } from "../abi/pairs.ts";
import { binaryOf } from "../abi/text.ts";
import type { Property, Properties } from "../contexts/properties.ts";
import type { PluginOptions } from "../proxy/plugin-options.ts";
import type { HostFunctions } from "../engine/vm.ts";
import type { Spec } from "./spec.ts";

type Fields = Record<string, unknown>;

/**
 * How a spec describes a plugin; declared in `testing/spec-host.ts`.
 *
 *     settingsControls(spec).newSettings
 */
export function settingsControls(spec: Spec): HostFunctions {
  const set = (id: number, name: number, value: unknown) => {
    spec.find<Fields>(id)[spec.text(name)] = value;
  };
  const setAt = (id: number, path: number, value: Property) => {
    const settings = spec.find<PluginOptions>(id);
    settings.properties ??= {};
    setProperty(settings.properties, spec.text(path).split("\0"), value);
  };
  return {
    newSettings: () => spec.keep({}),
    setText: (id: number, name: number, value: number) =>
      set(id, name, spec.text(value)),
    setBytes: (id: number, name: number, value: number) =>
      set(id, name, spec.bytes(value)),
    setFlag: (id: number, name: number, value: number) =>
      set(id, name, value !== 0),
    setVariable(id: number, name: number, value: number) {
      const settings = spec.find<PluginOptions>(id);
      (settings.environment ??= {})[spec.text(name)] = spec.text(value);
    },
    setTextAt: (id: number, path: number, value: number) =>
      setAt(id, path, binaryOf(spec.text(value))),
    setNumberAt: (id: number, path: number, value: bigint) =>
      setAt(id, path, value),
    setFlagAt: (id: number, path: number, value: number) =>
      setAt(id, path, value !== 0),
    setBytesAt: (id: number, path: number, value: number) =>
      setAt(id, path, spec.bytes(value)),
    setMapAt: (id: number, path: number, pairs: number) =>
      setAt(id, path, Object.fromEntries(spec.find<Header[]>(pairs))),
    setListAt: (id: number, path: number, pairs: number) =>
      setAt(
        id,
        path,
        spec.find<Header[]>(pairs).map(([text]) => text),
      ),
    setAbsentAt: (id: number, path: number) => setAt(id, path, null),
  };
}

function setProperty(
  group: Properties,
  [name, ...rest]: string[],
  value: Property,
): void {
  if (rest.length === 0) {
    group[name] = value;
    return;
  }
  setProperty((group[name] ??= {}) as Properties, rest, value);
}
