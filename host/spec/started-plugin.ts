import type { Service } from "../proxy/service.ts";

/** A plugin that was started, or why the proxy refused it. */
export interface StartedPlugin {
  service: Service | null;
  refusal: string | null;
}
