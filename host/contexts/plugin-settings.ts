import type { Properties } from "./properties.ts";

/** What a plugin is configured with. */
export interface PluginSettings {
  name: string;
  rootId: string;
  configuration: Uint8Array;
  allowOnHeadersStopIteration: boolean;
  /** Values over those that the emulator derives. */
  properties: Properties;
}

/**
 * What two plugins have in common that are one to Envoy.
 *
 *     pluginKey(first) === pluginKey(second)
 */
export function pluginKey(settings: PluginSettings): string {
  const { name, rootId, configuration } = settings;
  return JSON.stringify([name, rootId, [...configuration]]);
}
