import { aspectConfig } from "./aspect-config.ts";

/** The configuration of a project without an `as-pect.config.js`. */
export default aspectConfig();
