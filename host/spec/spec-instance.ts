import type { HostedModule } from "../engine/filter-module.ts";
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

/** The exports of a spec that as-pect uses. */
export type SpecExports = LoaderExports &
  Record<"_start", () => void> &
  Record<"__call", (callback: number) => void>;

/** The build of the filter that plugins of a spec run in. */
export interface SpecBuild {
  name: string;
  /** The module; absent for the one that is compiled into the spec. */
  module?: HostedModule;
}

/** An instance of a spec, whose plugins run in one build. */
export class SpecInstance {
  readonly build: SpecBuild;
  readonly spec: Spec;
  /** Whether the call that runs has said why it fails. */
  hasFailed = false;
  exports!: SpecExports;

  constructor(binary: Uint8Array, build: SpecBuild) {
    this.build = build;
    this.spec = new Spec(binary, build.module);
  }

  /** What the spec imports beside as-pect's functions. */
  imports(fail: (error: unknown) => void): Record<string, object> {
    const { spec } = this;
    const controls = controlsOf(spec);
    return {
      ...spec.module.imports,
      "spec-host": linkBridge(BRIDGE, { memory: spec, controls, fail }),
    };
  }

  attach(exports: object): void {
    this.exports = exports as SpecExports;
    this.spec.attach(this.exports);
  }
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
