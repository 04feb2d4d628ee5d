/**
 * The two ends of each callback: every function that the host calls begins with
 * `beginEntry` and ends with `endEntry`. Between entries nothing on the Wasm stack
 * refers to an object, so the end of the outermost one is where garbage is collected.
 *
 * The transform knows both by name: where nothing is to be counted or collected, it
 * drops their bodies (`transform/module/drop-collector.js`).
 */
import { forgetActiveContext } from "../abi/active-context";
import { lowerDepth, raiseDepth } from "../abi/entry-depth";
import { endKept } from "../abi/kept-headers";
import { clearOut } from "../abi/memory";
import { collectAfterCallback } from "./collection-schedule";

/** Begins an entry of the host into the module. */
export function beginEntry(): void {
  raiseDepth();
  endKept();
}

/** Ends an entry, and collects garbage if enough has gathered. */
export function endEntry(): void {
  forgetActiveContext();
  endKept();
  if (lowerDepth() == 0) collectAfterCallback();
  else clearOut();
}
