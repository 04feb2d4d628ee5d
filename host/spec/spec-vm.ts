import { Callouts } from "../calls/callouts.ts";
import type { ProxyHost } from "../proxy-host.ts";
import { Vm } from "../vm/vm.ts";
import { HostState } from "./host-state.ts";
import type { Spec } from "./spec.ts";
import { StateContext } from "./state-context.ts";
import { watched } from "./watch.ts";

/** The number of the context that the spec is; Envoy's first plugin has it, too. */
const OWN_CONTEXT = 1;

/**
 * The VM of what a spec calls itself, from when it is made until the next one is:
 * it has what the spec has set, and nothing else.
 *
 *     new SpecVm(spec, host).state.openMap(0).add("a", "1");
 */
export class SpecVm {
  readonly state = new HostState();
  readonly vm: Vm;

  constructor(spec: Spec, host: ProxyHost) {
    const { state } = this;
    spec.module.forgetIdle();
    this.vm = new Vm(watched(spec.module, spec.watchOf(host)), {
      ...spec.idleSettings(),
      environment: state.environment,
      foreignFunctions: state.foreignFunctions,
      sharedData: state.sharedData,
      sharedQueues: state.sharedQueues,
      resolveDns: () => null,
      log: host.log,
      metrics: host.metrics,
      clock: host.clock,
      callouts: new Callouts(host.clock),
    });
    this.vm.idle = new StateContext(state, this.vm, OWN_CONTEXT);
  }

  /** Makes a context one that can be activated. */
  openContext(id: number): void {
    this.vm.contexts.set(id, new StateContext(this.state, this.vm, id));
  }

  closeContext(id: number): void {
    this.vm.contexts.delete(id);
  }
}
