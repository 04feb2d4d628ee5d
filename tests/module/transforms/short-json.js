import { switchOff } from "../../../transform/program/switch-off.js";

/** Has the SDK read JSON as in a filter that reads its configuration alone. */
export default class ShortJson {
  /** @param {import("assemblyscript").Program} program */
  afterInitialize(program) {
    switchOff(program, "HAS_LONG_JSON");
  }
}
