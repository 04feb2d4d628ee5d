import { readFile } from "node:fs/promises";
import { after } from "node:test";
import { bootstrap, type Bootstrap } from "../../cli/envoy/bootstrap.ts";
import {
  EnvoyProcess,
  type EnvoyOptions,
} from "../../cli/envoy/envoy-process.ts";
import type { EnvoyObject } from "../../cli/envoy/extension.ts";
import { httpListener, type HttpListener } from "../../cli/envoy/listener.ts";
import type { Plugin } from "../../cli/envoy/plugin-config.ts";
import { inspectModule } from "../../cli/inspect/inspect-module.ts";
import { compile } from "../compile.ts";

/** An HTTP listener in front of an example; its name is the example's by default. */
export interface ExampleListener extends Omit<HttpListener, "filters"> {
  /** Settings of the plugin besides its module and its root id. */
  plugin?: Partial<Plugin>;
}

/** A capability that the examples do not get, by which `npm run hold` shows that each needs its own. */
const WITHHELD = process.env.WITHHELD_CAPABILITY;
/** The only example that it is withheld from, if not all. */
const WITHHELD_FROM = process.env.WITHHELD_FROM;

/**
 * An example as a plugin, compiled for release, with the capabilities that `inspect` prints
 * and no others. Its root id is its name with underscores.
 *
 *     httpListener({ filters: [await examplePlugin("add-header")] })
 */
export async function examplePlugin(
  example: string,
  options: Partial<Plugin> = {},
): Promise<Plugin> {
  const wasm = await compile(`examples/${example}/assembly/index.ts`);
  const rootId = example.replaceAll("-", "_");
  const allowedCapabilities = await leastOf(example, wasm);
  return { wasm, name: example, rootId, allowedCapabilities, ...options };
}

/** The capabilities that `proxy-wasm inspect` prints for the module of an example. */
async function leastOf(example: string, wasm: string): Promise<string[]> {
  const { capabilities } = await inspectModule(await readFile(wasm));
  if ((WITHHELD_FROM ?? example) !== example) return capabilities;
  return capabilities.filter((name) => name !== WITHHELD);
}

/**
 * A listener with an example, for `startExamples`; give it a name if the example has
 * several.
 *
 *     await exampleListener("remove-headers", {
 *       plugin: { configuration: "x-internal-" },
 *       routes: [routeTo("upstream")],
 *     })
 */
export async function exampleListener(
  example: string,
  { plugin, ...listener }: ExampleListener = {},
): Promise<EnvoyObject> {
  const filters = [await examplePlugin(example, plugin)];
  return httpListener({ name: example, ...listener, filters });
}

/**
 * Starts one Envoy for all tests in a file, and stops it after the last one. Await it
 * at the top of the file; `envoy.port("remove-headers")` is that listener's port.
 *
 *     const envoy = await startExamples({
 *       listeners: [await exampleListener("remove-headers")],
 *     });
 */
export async function startExamples(
  description: Bootstrap,
  options: EnvoyOptions = {},
): Promise<EnvoyProcess> {
  const envoy = await EnvoyProcess.start(bootstrap(description), {
    logLevel: "warning",
    componentLogLevel: "wasm:info",
    ...options,
  });
  after(() => envoy.stop());
  return envoy;
}
