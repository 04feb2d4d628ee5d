/** The filter of scenarios that do not name one. */
export const ACTS = "tests/conformance/filters/acts.ts";

/** The filter whose scripts are for the methods of a handler. */
export const HANDLES = "tests/conformance/filters/handles.ts";
