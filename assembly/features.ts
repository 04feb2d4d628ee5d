/**
 * What a filter may need. The transform switches off what one does not, and the compiler
 * leaves that out. Without the transform all of it is there.
 */

/** A context for each stream: the host tells the module when to create and delete it. */
export const HAS_CONTEXTS: bool = true;

/**
 * One instance for all streams of a filter that keeps no state. A module with both
 * uses contexts where the host creates them, the plugin's before any stream's.
 */
export const HAS_SHARED: bool = true;

/** More than one root id, among which the proxy's configuration chooses. */
export const HAS_SEVERAL_ROOTS: bool = true;

/** Records when HTTP calls expire, so that `outcome` can tell a timeout from a failure. */
export const HAS_CALL_TIMES: bool = true;

/**
 * The memory manager and the collector are the compiler's. The transform replaces them
 * by the SDK's.
 */
export const HAS_COMPILER_RUNTIME: bool = true;

/** Names of headers that are not literals, and so are checked when the filter runs. */
export const CHECKS_NAMES: bool = true;

/** Records how far messages are, for filters that continue or close their streams. */
export const NOTES_PHASES: bool = true;

/** Bodies that the filter may change, which removes their `content-length`. */
export const CHANGES_BODIES: bool = true;

/** Headers of requests, and of responses, that the filter may stop. */
export const HOLDS_REQUESTS: bool = true;
export const HOLDS_RESPONSES: bool = true;

/** Scripts: code that waits, as that of handlers does. */
export const HAS_SCRIPTS: bool = true;

/** Calls whose answers functions get, or methods of a context; scripts wait for others. */
export const SENDS_CALLS: bool = true;

/** Pauses of such code, which end by ticks. */
export const HAS_PAUSES: bool = true;

/** Functions that are called after a time, or again and again. */
export const HAS_TIMERS: bool = true;

/** Waits of such code for a message that something else may end, such as a pause. */
export const HAS_WAIT_LIMITS: bool = true;

/** Scripts that begin while another one runs, in the same callback. */
export const NESTS_SCRIPTS: bool = true;

/** Headers that such code holds while it reads their body. */
export const HAS_HELD_HEADERS: bool = true;

/** JSON that may be long, as a body. A configuration is short: it is read byte by byte. */
export const HAS_LONG_JSON: bool = true;

/** The checks that the models of a filter need. */
export const MODELS_HAVE_REQUIRED: bool = true;
export const MODELS_HAVE_RANGES: bool = true;
export const MODELS_HAVE_LENGTHS: bool = true;
export const MODELS_HAVE_PATTERNS: bool = true;
export const MODELS_HAVE_DURATIONS: bool = true;
export const MODELS_HAVE_SIZES: bool = true;
export const MODELS_HAVE_NAMES: bool = true;
export const MODELS_HAVE_SECRETS: bool = true;
/** Names of keys and enums that JSON has to escape, or that are not ASCII. */
export const MODELS_HAVE_ESCAPES: bool = true;
/** What is said of a key that needs more than a byte for how large it is. */
export const MODELS_ARE_LARGE: bool = true;
export const MODELS_HAVE_RULES: bool = true;

/** The types that the fields of models have. */
export const MODELS_HAVE_WHOLES: bool = true;
export const MODELS_HAVE_FLOATS: bool = true;
/** Whole numbers that have other than 32 bits, and that may be negative. */
export const MODELS_HAVE_WIDTHS: bool = true;
export const MODELS_HAVE_SIGNS: bool = true;
export const MODELS_HAVE_LISTS: bool = true;
export const MODELS_HAVE_MAPS: bool = true;
export const MODELS_HAVE_MODELS: bool = true;
export const MODELS_HAVE_UNIONS: bool = true;
export const MODELS_HAVE_NULLS: bool = true;
/** Ranges as two `u32`, where no number is another. */
export const MODELS_HAVE_SHORT_RANGES: bool =
  !MODELS_HAVE_FLOATS && !MODELS_HAVE_WIDTHS && !MODELS_HAVE_SIGNS;

/** Settings that go over others: those of routes and rules. */
export const MERGES_MODELS: bool = true;

/** A plugin's configuration as such, which is more than what settings are read from. */
export const KEEPS_CONFIGURATION: bool = true;

/** Plugins that take something over from the one that they follow. */
export const KEEPS_PLUGINS: bool = true;

/** No transform, which makes code that can wait and what reads models. */
export const LACKS_TRANSFORM: bool = true;

/** What ends such pauses, and tasks; only the transform makes code that can wait. */
export const HAS_ALARMS: bool = HAS_PAUSES && !LACKS_TRANSFORM;

/** A clock of the SDK's that has the plugin's ticks, for these and for timers. */
export const HAS_CLOCK: bool = HAS_ALARMS || HAS_TIMERS;
