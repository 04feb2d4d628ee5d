import type { Property, Properties } from "../contexts/properties.ts";
import type { PluginOptions } from "../proxy/plugin-options.ts";
import type { Controls } from "./bridge/bridge.ts";
import type { SETTINGS } from "./bridge-functions.ts";

/** A property as a spec sets it. */
interface GivenProperty {
  settings: PluginOptions;
  path: readonly string[];
  value: Property;
}

/**
 * Lets a spec describe a plugin.
 *
 *     settingsControls().setText({ settings, name: "rootId", value: "auth" });
 */
export function settingsControls(): Controls<typeof SETTINGS> {
  return {
    newSettings: () => ({}),
    setText({ settings, name, value }) {
      settings[name] = value;
    },
    setConfiguration({ settings, value }) {
      settings.configuration = value;
    },
    failOpen({ settings }) {
      settings.failurePolicy = "FAIL_OPEN";
    },
    allowOnHeadersStopIteration({ settings }) {
      settings.allowOnHeadersStopIteration = true;
    },
    setVariable({ settings, name, value }) {
      (settings.environment ??= {})[name] = value;
    },
    setTextAt: setProperty,
    setNumberAt: setProperty,
    setFlagAt: setProperty,
    setBytesAt: setProperty,
    setMapAt: ({ value, ...at }) =>
      setProperty({ ...at, value: Object.fromEntries(value) }),
    setListAt: setProperty,
    setAbsentAt: (at) => setProperty({ ...at, value: null }),
  };
}

function setProperty({ settings, path, value }: GivenProperty): void {
  setIn((settings.properties ??= {}), path, value);
}

function setIn(
  group: Properties,
  [name, ...rest]: readonly string[],
  value: Property,
): void {
  if (rest.length === 0) {
    group[name] = value;
    return;
  }
  setIn((group[name] ??= {}) as Properties, rest, value);
}
