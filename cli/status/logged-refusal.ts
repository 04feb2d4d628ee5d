import type { PluginView } from "./envoy-view.ts";

const REFUSAL =
  /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\s.*(Unable to create Wasm (?:plugin|HTTP filter|network filter) (\S+))/;

/**
 * A plugin with the refusal of its newest configuration, which Envoy writes to its log
 * alone: its admin interface shows what was discovered as if it were in force. Lines
 * that are older than that configuration do not count.
 *
 *     withLoggedRefusal(plugin, text.split("\n")).refusal; // "Unable to create …"
 */
export function withLoggedRefusal(
  plugin: PluginView,
  lines: string[],
): PluginView {
  const { name, updatedAt, refusal } = plugin;
  if (name === undefined || updatedAt === undefined || refusal !== undefined) {
    return plugin;
  }
  const updated = Date.parse(updatedAt);
  for (const line of lines) {
    const [, time = "", why, named] = REFUSAL.exec(line) ?? [];
    if (named === name && Date.parse(time) >= updated) {
      return { ...plugin, refusal: why };
    }
  }
  return plugin;
}
