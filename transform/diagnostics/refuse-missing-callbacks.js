import { filterContexts, isBelow, sdkClass } from "../source/filter-sources.js";
import { refuse } from "./refuse.js";
import { EXPORTS_0_1_0, STREAM_HANDLER } from "../contract/sdk.js";

/** What the host never calls in ABI 0.1.0. */
const MISSING = "onForeignFunction";

/**
 * Makes it an error to override a callback that the ABI of the build lacks, or to extend a
 * class that needs what it lacks. A call that an ABI lacks is an error in the SDK's sources.
 *
 * @param {import("assemblyscript").Program} program
 */
export function refuseMissingCallbacks(program) {
  if (!program.filesByName.has(EXPORTS_0_1_0)) return;
  const streamHandler = sdkClass(program, STREAM_HANDLER);
  for (const prototype of filterContexts(program)) {
    if (isBelow(prototype, streamHandler)) {
      refuse(
        program,
        prototype.identifierNode.range,
        `ABI 0.1.0 cannot let a connection go on that was held, as ${prototype.name} needs: extend StreamContext, or build for 0.2.0 or newer.`,
      );
      continue;
    }
    const member = prototype.instanceMembers?.get(MISSING);
    if (!member) continue;
    refuse(
      program,
      member.identifierNode.range,
      `ABI 0.1.0 never calls ${MISSING}: build for 0.2.0 or newer.`,
    );
  }
}
