import { aspectConfig } from "./aspect-config.ts";

/** What as-pect reads for a project that has no `as-pect.config.js`. */
export default aspectConfig();
