import { linkBridge, type Controls } from "./bridge/bridge.ts";
import { BRIDGE } from "./bridge-functions.ts";
import { callControls } from "./call-controls.ts";
import { connectionControls } from "./connection-controls.ts";
import { exchangeControls } from "./exchange-controls.ts";
import { grpcControls } from "./grpc-controls.ts";
import { hostControls } from "./host-controls.ts";
import { pluginControls } from "./plugin-controls.ts";
import { queueControls } from "./queue-controls.ts";
import { settingsControls } from "./settings-controls.ts";
import { Spec, type LoaderExports } from "./spec.ts";
import { stateControls } from "./state-controls.ts";
import { streamControls } from "./stream-controls.ts";

/** What as-pect reads from `as-pect.config.js`, as far as it is given here. */
export interface AspectConfig {
  /** Globs of the spec files. */
  entries: string[];
  include: string[];
  disclude: RegExp[];
  outputBinary: boolean;
  instantiate: typeof instantiate;
}

/**
 * The whole of `as-pect.config.js`, with the emulator beside each spec file:
 *
 *     import { aspectConfig } from "proxy-wasm-as/testing/as-pect";
 *     export default aspectConfig();
 *
 * Spec files are `tests/**\/*.spec.ts` unless `entries` says otherwise.
 */
export function aspectConfig(options: Partial<AspectConfig> = {}) {
  const config: AspectConfig = {
    entries: ["tests/**/*.spec.ts"],
    // as-pect looks into a folder of its own where there is none.
    include: ["tests/**/*.include.ts"],
    disclude: [],
    outputBinary: false,
    instantiate,
    ...options,
  };
  return config;
}

/**
 * Instantiates a spec file beside the emulator, as as-pect asks for it; for a
 * configuration that is not made by `aspectConfig`.
 */
export async function instantiate<T extends { exports: object }>(
  _memory: WebAssembly.Memory,
  createImports: (...imports: object[]) => object,
  load: (binary: Uint8Array, imports: object) => Promise<T>,
  binary: Uint8Array,
): Promise<T> {
  const spec = new Spec(binary);
  const own = {
    ...spec.module.imports,
    "spec-host": linkBridge(BRIDGE, {
      memory: spec,
      controls: controlsOf(spec),
      fail: (error) => imports.env.abort(spec.newText(String(error)), 0, 0, 0),
    }),
  };
  const imports: RunnerImports = createImports(own) as RunnerImports;
  const module = await load(binary, imports);
  spec.attach(module.exports as LoaderExports);
  return module;
}

/** The part of the imports that as-pect adds. */
interface RunnerImports {
  env: { abort(message: number, file: number, line: number, at: number): void };
}

function controlsOf(spec: Spec): Controls<typeof BRIDGE> {
  return {
    ...hostControls(spec),
    ...settingsControls(),
    ...pluginControls(),
    ...exchangeControls(),
    ...streamControls(),
    ...connectionControls(),
    ...callControls(),
    ...grpcControls(),
    ...queueControls(),
    ...stateControls(spec),
  };
}
