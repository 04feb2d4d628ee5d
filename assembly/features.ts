/**
 * What a module may need; the transform switches off what a filter does not, and
 * the compiler then leaves it out. Without the transform all is there.
 */

/** A context for each stream, which the host has the module create and delete. */
export const HAS_CONTEXTS: bool = true;

/**
 * One instance for all streams of a filter that keeps no state. Where both are
 * there, contexts count: the host creates the plugin's before any stream.
 */
export const HAS_SHARED: bool = true;

/** More than one root id, among which the proxy's configuration chooses. */
export const HAS_SEVERAL_ROOTS: bool = true;

/** The time of HTTP calls, for who asks how one without an answer ended. */
export const HAS_CALL_TIMES: bool = true;

/**
 * The memory manager and the collector are the compiler's: the transform puts the
 * SDK's in their place.
 */
export const HAS_COMPILER_RUNTIME: bool = true;

/** Names of headers that may be other than the literals that the sources have. */
export const CHECKS_NAMES: bool = true;

/** How far messages are, for filters that continue or close their streams. */
export const NOTES_PHASES: bool = true;

/** Bodies that the filter may change, and with them their `content-length`. */
export const CHANGES_BODIES: bool = true;

/** Headers of requests, and of responses, that the filter may hold. */
export const HOLDS_REQUESTS: bool = true;
export const HOLDS_RESPONSES: bool = true;
