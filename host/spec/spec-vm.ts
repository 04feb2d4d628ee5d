import { vmSettings } from "../proxy/plugin-options.ts";
import type { Vm } from "../engine/vm.ts";
import { HostState } from "./host-state.ts";
import { idleVm } from "./idle-vm.ts";
import type { SpecHost } from "./spec-host.ts";
import type { Spec } from "./spec.ts";
import { StateContext } from "./state-context.ts";
import { watched } from "./watch.ts";

/** The number of the spec's own context, which is that of Envoy's first plugin. */
const OWN_CONTEXT = 1;

/**
 * The VM of the filter's functions that a spec calls directly, until the next one is
 * made: it has what the spec has set and what its proxy has.
 *
 *     new SpecVm(spec, known).state.openMap(0).add("a", "1");
 */
export class SpecVm {
  readonly state = new HostState();
  readonly vm: Vm;

  constructor(spec: Spec, { host, watch }: SpecHost) {
    const { environment } = this.state;
    const settings = vmSettings({ environment }, host.sharedServices);
    spec.module.forgetIdle();
    this.vm = idleVm(watched(spec.module, watch), settings);
    this.vm.idle = new StateContext(this.state, this.vm, OWN_CONTEXT);
  }

  /** Makes a context that can be activated. */
  openContext(id: number): void {
    this.vm.contexts.set(id, new StateContext(this.state, this.vm, id));
  }
}
