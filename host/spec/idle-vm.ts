import { hostFunctions } from "../functions/host-functions.ts";
import { Vm, type VmSettings } from "../engine/vm.ts";
import type { HostedModule } from "../engine/filter-module.ts";

/**
 * A VM without a plugin, for host calls of the spec itself.
 *
 *     idleVm(module, vmSettings({}, host.sharedServices));
 */
export function idleVm(module: HostedModule, settings: VmSettings): Vm {
  return new Vm(module, {
    ...settings,
    kind: "worker",
    worker: 0,
    link: hostFunctions,
  });
}
