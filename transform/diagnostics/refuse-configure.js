import { PLUGIN_CONTEXT } from "../contract/sdk.js";
import { basesOf, filterClasses, sdkClass } from "../source/filter-sources.js";
import { isPropertyAccess, nodesIn, textOf } from "../source/syntax.js";
import { refuse } from "./refuse.js";

const CALLBACK = "onConfigure";

/**
 * Makes it an error for a plugin whose configuration is a class to have an `onConfigure`
 * that does not call the SDK's: nothing would read the settings.
 *
 * @param {import("assemblyscript").Program} program
 */
export function refuseConfigure(program) {
  const base = sdkClass(program, PLUGIN_CONTEXT);
  for (const prototype of filterClasses(program)) {
    const member = prototype.instanceMembers?.get(CALLBACK);
    if (!member || !basesOf(prototype).includes(base)) continue;
    const callsOurs = [...nodesIn(member.declaration)].some(
      (node) => isPropertyAccess(node) && textOf(node) === `super.${CALLBACK}`,
    );
    if (callsOurs) continue;
    refuse(
      program,
      member.identifierNode.range,
      `${CALLBACK} of a PluginContext reads the settings: write onSettings in its place, which is called once they are read.`,
    );
  }
}
