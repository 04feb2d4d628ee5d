import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { any, type EnvoyObject } from "./extension.ts";

const LISTENER = "envoy.config.listener.v3.Listener";

/**
 * Listeners in a file that Envoy watches, so that they can be replaced while it
 * runs; a plugin's configuration is part of its listener.
 *
 * Envoy closes what still uses an old listener after `--drain-time-s`, which is
 * 600 by default. A listener that keeps its name, and whose filters alone are new,
 * keeps its port.
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

  /** Writes the first listeners to a file of this folder. */
  static async write(
    folder: string,
    listeners: EnvoyObject[],
  ): Promise<ListenerFile> {
    const file = new ListenerFile(folder);
    await file.replace(listeners);
    return file;
  }

  /** What makes a bootstrap take its listeners from the file. */
  get fields(): EnvoyObject {
    const source = {
      resource_api_version: "V3",
      path_config_source: { path: this.#path },
    };
    return { dynamic_resources: { lds_config: source } };
  }

  /**
   * Replaces all listeners; Envoy takes them over soon after. It sees only a file
   * that was moved there, not one that was written to.
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
