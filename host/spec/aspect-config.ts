import { callControls } from "./call-controls.ts";
import { connectionControls } from "./connection-controls.ts";
import { exchangeControls } from "./exchange-controls.ts";
import { grpcControls } from "./grpc-controls.ts";
import { hostControls } from "./host-controls.ts";
import type { HostFunctions } from "../engine/vm.ts";
import { pairControls } from "./pair-controls.ts";
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
  const controls = {
    ...hostControls(spec),
    ...settingsControls(spec),
    ...pluginControls(spec),
    ...exchangeControls(spec),
    ...streamControls(spec),
    ...connectionControls(spec),
    ...pairControls(spec),
    ...callControls(spec),
    ...grpcControls(spec),
    ...queueControls(spec),
    ...stateControls(spec),
  };
  const own = { ...spec.module.imports, "spec-host": controls };
  const imports = createImports(own) as RunnerImports;
  imports["spec-host"] = saying(controls, (error) =>
    imports.env.abort(spec.newText(String(error)), 0, 0, 0),
  );
  const module = await load(binary, imports);
  spec.attach(module.exports as LoaderExports);
  return module;
}

/** What as-pect makes of imports: it adds what it has itself. */
interface RunnerImports {
  env: { abort(message: number, file: number, line: number, at: number): void };
  "spec-host": HostFunctions;
}

/** Has the runner show an error that a function ends the test with. */
function saying(
  functions: HostFunctions,
  say: (error: unknown) => void,
): HostFunctions {
  const entries = Object.entries(functions).map(([name, run]) => {
    const watched = (...args: never[]) => {
      try {
        return run(...args);
      } catch (error) {
        say(error);
        throw error;
      }
    };
    return [name, watched];
  });
  return Object.fromEntries(entries) as HostFunctions;
}
