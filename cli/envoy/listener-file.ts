import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { any, type EnvoyObject } from "./extension.ts";

const LISTENER = "envoy.config.listener.v3.Listener";

/**
 * Listeners in a file that Envoy watches, so that they can be replaced while Envoy
 * runs. A plugin's configuration is part of its listener.
 *
 * Envoy closes what still uses an old listener after `--drain-time-s`, which is 600 by
 * default. A listener keeps its port if only its filters change and its name stays.
 *
 *     const file = await ListenerFile.write(folder, [httpListener(before)]);
 *     const envoy = await EnvoyProcess.start(
 *       bootstrap({
 *         node: { id: "any", cluster: "any" }, // Envoy insists
 *         fields: file.fields,
 *       }),
 *       { args: ["--drain-time-s", "1"] },
 *     );
 *     await file.replace([httpListener(after)]);
 *     await envoy.waitForLog("the new plugin is configured");
 */
export class ListenerFile {
  readonly #path: string;
  #version = 0;

  private constructor(folder: string) {
    this.#path = join(folder, "listeners.json");
  }

  /** Writes the first listeners to a file in this folder. */
  static async write(
    folder: string,
    listeners: EnvoyObject[],
  ): Promise<ListenerFile> {
    const file = new ListenerFile(folder);
    await file.replace(listeners);
    return file;
  }

  /** Fields that make a bootstrap take its listeners from the file. */
  get fields(): EnvoyObject {
    const source = {
      resource_api_version: "V3",
      path_config_source: { path: this.#path },
    };
    return { dynamic_resources: { lds_config: source } };
  }

  /**
   * Replaces all listeners; Envoy picks them up soon after. It notices only a file that
   * is moved into place, not one that is written to.
   */
  async replace(listeners: EnvoyObject[]): Promise<void> {
    const answer = {
      version_info: String(++this.#version),
      resources: listeners.map((listener) => any(LISTENER, listener)),
    };
    const next = `${this.#path}.next`;
    await writeFile(next, JSON.stringify(answer));
    await rename(next, this.#path);
  }
}
