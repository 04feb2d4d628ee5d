import { describedIn } from "../models/models-of.js";
import { refuse } from "./refuse.js";

/**
 * Makes it an error to declare a model that cannot be read from JSON.
 *
 * @param {import("assemblyscript").Program} program
 */
export function refuseModels(program) {
  for (const { range, message } of describedIn(program).problems)
    refuse(program, range, message);
}
