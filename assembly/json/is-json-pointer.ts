import { segmentsOf } from "./pointer";

/**
 * Tells whether a text is a JSON Pointer (RFC 6901): empty, or a `/` in front of each key or
 * position, with `~0` for `~` and `~1` for `/` in them. `JsonPicks` and `setJson` throw for
 * any other text, so ask this of a pointer that comes from a configuration or a request.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   // Where a request says who it is for.
 *   tenant: string = "/tenant";
 * }
 * class Plugin extends PluginContext<Settings> {
 *   picks: JsonPicks = new JsonPicks([]);
 *   onSettings(): bool {
 *     const pointer = this.settings.tenant;
 *     if (!isJsonPointer(pointer)) {
 *       log.error(`$.tenant: ${pointer} is not a JSON Pointer`);
 *       return false;
 *     }
 *     this.picks = new JsonPicks([pointer]);
 *     return true;
 *   }
 * }
 * registerRootContext<Plugin>("tenant");
 * ```
 */
export function isJsonPointer(text: string): bool {
  return segmentsOf(text) != null;
}
