import { filterContexts } from "../source/filter-sources.js";
import { refuse } from "./refuse.js";
import { EXPORTS_0_1_0 } from "../contract/sdk.js";

/** What the host never calls in ABI 0.1.0. */
const MISSING = "onForeignFunction";

/**
 * Makes it an error to override a callback that the ABI of the build lacks. Only
 * this is seen here: a call that an ABI lacks is an error in the SDK's sources.
 *
 * @param {import("assemblyscript").Program} program
 */
export function refuseMissingCallbacks(program) {
  if (!program.filesByName.has(EXPORTS_0_1_0)) return;
  for (const { instanceMembers } of filterContexts(program)) {
    const member = instanceMembers?.get(MISSING);
    if (!member) continue;
    refuse(
      program,
      member.identifierNode.range,
      `ABI 0.1.0 never calls ${MISSING}: build for 0.2.0 or newer.`,
    );
  }
}
