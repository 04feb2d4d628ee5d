/**
 * @typedef {import("assemblyscript").ParameterKind} ParameterKind
 * @typedef {import("assemblyscript").SourceKind} SourceKind
 * @typedef {import("assemblyscript").DiagnosticCategory} DiagnosticCategory
 */

/** Bits of an element's flags, the compiler's `CommonFlags`. */
export const IS_EXPORTED = 2;
export const IS_STATIC = 32;
export const IS_ABSTRACT = 128;
/** What is private or protected. */
export const IS_HIDDEN = 512 | 1024;

/** The kinds of sources. */
export const USER = /** @type {SourceKind} */ (0);
export const USER_ENTRY = /** @type {SourceKind} */ (1);

/** The kind of parameters that are neither optional nor what is left. */
export const REQUIRED = /** @type {ParameterKind} */ (0);

/** The category of errors. */
export const ERROR = /** @type {DiagnosticCategory} */ (3);
