import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { any, type EnvoyObject } from "../../../cli/envoy/extension.ts";
import { ListenerFile } from "../../../cli/envoy/listener-file.ts";
import { httpListener } from "../../../cli/envoy/listener.ts";
import type { Plugin } from "../../../cli/envoy/plugin-config.ts";
import { routeTo } from "../../../cli/envoy/route.ts";
import { httpWasmFilter } from "../../../cli/envoy/wasm-extension.ts";

/** A way to give an Envoy that runs another configuration of a plugin. */
export interface Updates {
  /** The statistics that count updates which were taken, or refused. */
  stats: RegExp;
  fields: EnvoyObject;
  listeners: EnvoyObject[];
  update(plugin: Plugin): Promise<void>;
}

const routes = [routeTo("upstream")];

/** The whole listener is replaced, and the old one drained. */
export async function byListener(
  folder: string,
  first: Plugin,
): Promise<Updates> {
  const listenersOf = (plugin: Plugin) => [
    httpListener({ filters: [plugin], routes }),
  ];
  const file = await ListenerFile.write(folder, listenersOf(first));
  return {
    stats: /listener_manager\.lds\.update_(rejected|success)/,
    fields: file.fields,
    listeners: [],
    update: (plugin) => file.replace(listenersOf(plugin)),
  };
}

const NAME = "reloaded";
const WASM_FILTER = "envoy.extensions.filters.http.wasm.v3.Wasm";

/** Only the filter is replaced; connections stay. */
export async function byFilter(
  folder: string,
  first: Plugin,
): Promise<Updates> {
  const path = join(folder, "filter.json");
  let version = 0;
  const update = async (plugin: Plugin) => {
    const resource = any("envoy.config.core.v3.TypedExtensionConfig", {
      name: NAME,
      typed_config: httpWasmFilter(plugin).typed_config,
    });
    const answer = { version_info: `${++version}`, resources: [resource] };
    await writeFile(`${path}.next`, JSON.stringify(answer));
    await rename(`${path}.next`, path);
  };
  await update(first);
  const discovered = {
    name: NAME,
    config_discovery: {
      config_source: {
        resource_api_version: "V3",
        path_config_source: { path },
      },
      type_urls: [`type.googleapis.com/${WASM_FILTER}`],
    },
  };
  return {
    stats:
      /extension_config_discovery.*\.(update_rejected|update_success|config_fail|config_reload)$/,
    fields: {},
    listeners: [httpListener({ filters: [discovered], routes })],
    update,
  };
}
