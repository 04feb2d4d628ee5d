import type { Properties } from "./properties.ts";

/** The configuration of a plugin. */
export interface PluginSettings {
  name: string;
  rootId: string;
  configuration: Uint8Array;
  allowOnHeadersStopIteration: boolean;
  /** Values that override those that the emulator derives. */
  properties: Properties;
}

/**
 * A key under which Envoy treats two plugins as the same.
 *
 *     pluginKey(first) === pluginKey(second)
 */
export function pluginKey(settings: PluginSettings): string {
  const { name, rootId, configuration } = settings;
  return JSON.stringify([name, rootId, [...configuration]]);
}
