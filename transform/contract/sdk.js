import { OBJECT, VISIT_MEMBERS } from "./compiler.js";
import { must } from "./entries.js";

/**
 * @typedef {import("./entries.js").Kind} Kind
 * @typedef {import("./entries.js").When} When
 */

/** Where the compiler finds the SDK's sources, and how their elements' names begin. */
export const SDK = "~lib/proxy-wasm-as/";

/**
 * What filters import: the names that a misspelt one may be meant for. A program that
 * imports single files of the SDK does not have it.
 */
export const INDEX = `${SDK}index`;

// Our own sources, below `assembly/`.

/** The constants that say what a module may need; the transform switches them off. */
export const FEATURES = `${SDK}assembly/features`;

/** The names of those constants. */
const FEATURE_NAMES = /** @type {const} */ ([
  "HAS_CONTEXTS",
  "HAS_SHARED",
  "HAS_SEVERAL_ROOTS",
  "HAS_CALL_TIMES",
  "HAS_COMPILER_RUNTIME",
  "CHECKS_NAMES",
  "NOTES_PHASES",
  "CHANGES_BODIES",
  "HOLDS_REQUESTS",
  "HOLDS_RESPONSES",
  "HAS_SCRIPTS",
  "SENDS_CALLS",
  "HAS_PAUSES",
  "HAS_TIMERS",
  "HAS_WAIT_LIMITS",
  "NESTS_SCRIPTS",
  "HAS_HELD_HEADERS",
  "HAS_LONG_JSON",
  "MODELS_HAVE_REQUIRED",
  "MODELS_HAVE_RANGES",
  "MODELS_HAVE_LENGTHS",
  "MODELS_HAVE_PATTERNS",
  "MODELS_HAVE_DURATIONS",
  "MODELS_HAVE_SIZES",
  "MODELS_HAVE_NAMES",
  "MODELS_HAVE_SECRETS",
  "MODELS_HAVE_ESCAPES",
  "MODELS_ARE_LARGE",
  "MODELS_HAVE_RULES",
  "MODELS_HAVE_WHOLES",
  "MODELS_HAVE_FLOATS",
  "MODELS_HAVE_WIDTHS",
  "MODELS_HAVE_SIGNS",
  "MODELS_HAVE_LISTS",
  "MODELS_HAVE_MAPS",
  "MODELS_HAVE_MODELS",
  "MODELS_HAVE_UNIONS",
  "MODELS_HAVE_NULLS",
  "MERGES_MODELS",
  "KEEPS_PLUGINS",
  "KEEPS_CONFIGURATION",
  "LACKS_TRANSFORM",
]);

/** @typedef {(typeof FEATURE_NAMES)[number]} Feature */

for (const name of FEATURE_NAMES) {
  ours(
    "constant",
    `features/${name}`,
    "leaves out what a filter does not need",
  );
}

/** The exports of a module: this file, and those of the folder of the same name. */
export const EXPORTS = ours(
  "file",
  "exports",
  "shows which source is the SDK's entry, and what it exports",
);

/** There in builds for ABI 0.1.0. Optional. */
export const EXPORTS_0_1_0 = `${SDK}assembly/exports/abi-0.1.0`;

/** The markers of the ABIs whose proxies call `_start` alone. */
export const OLD_MARKERS = [
  "proxy_abi_version_0_1_0",
  "proxy_abi_version_0_2_0",
];

/** Has the functions that register contexts, by the names that REGISTERS matches. */
export const REGISTRY = ours(
  "file",
  "registry",
  "has the functions that register contexts",
);
export const REGISTERS =
  /^register((Http|Root|Stream)Context|(Http|Stream)Handler|PluginTask)$/;

/** Has the statuses that callbacks return. */
export const STATUSES = ours(
  "file",
  "abi/filter-status",
  "has the statuses that callbacks return",
);

/** The classes that filters extend. */
export const CONTEXT = ours(
  "element",
  "contexts/context/Context",
  "the class that all contexts extend",
);
export const HTTP_CONTEXT = ours(
  "element",
  "contexts/http-context/HttpContext",
  "a class that filters extend",
);
export const HTTP_HANDLER = ours(
  "element",
  "contexts/http-handler/HttpHandler",
  "a class that filters extend, whose methods may wait",
);
export const STREAM_HANDLER = ours(
  "element",
  "contexts/stream-handler/StreamHandler",
  "a class that filters extend, whose methods may wait",
);
export const PLUGIN_TASK = ours(
  "element",
  "contexts/plugin-task/PluginTask",
  "a class that filters extend, whose run may wait",
);
export const ROOT_CONTEXT = ours(
  "element",
  "contexts/root-context/RootContext",
  "a class that filters extend",
);
export const STREAM_CONTEXT = ours(
  "element",
  "contexts/stream-context/StreamContext",
  "a class that filters extend",
);

/** What the text of a source has where it has a handler of HTTP streams. */
export const HANDLER_NAMES = /\bHttpHandler(?:Of)?\b/;

/** What the text of a source has where it has code that may wait. */
export const SCRIPT_NAMES = /\b(?:(?:Http|Stream)Handler|PluginTask)(?:Of)?\b/;

/** How the names begin of what contexts have for the SDK alone. */
export const FOR_SDK = /^sdk[A-Z]/;

/** The class that is read from JSON and written to it by its fields. */
export const JSON_MODEL = ours(
  "element",
  "models/json-model/JsonModel",
  "the class that all models extend",
  "indexed",
);

/** The rules of settings, a field of the settings' class. */
export const SETTINGS_RULES = ours(
  "element",
  "models/settings-rules/SettingsRules",
  "shows which field has the rules of settings",
  "indexed",
);

/** What a rule wants a request to be. */
export const REQUEST_MATCH = ours(
  "element",
  "models/request-match/RequestMatch",
  "says which requests a rule is for",
  "indexed",
);
export const HEADER_MATCH = ours(
  "element",
  "models/header-match/HeaderMatch",
  "says what a header of such requests is",
  "indexed",
);

/** What all of these extend, and what settings need beside them. */
export const ANY_MODEL = ours(
  "element",
  "models/any-model/AnyModel",
  "a class that models extend",
  "indexed",
);

/** What has the methods that the transform writes for each model. */
export const MODEL_METHODS = ours(
  "element",
  "models/proxy-wasm-model/ProxyWasmModel",
  "has the methods that are written for models",
  "indexed",
);

/** What the names begin with of the SDK's functions that read and write models and JSON. */
export const MODEL_CODE = [
  ...["models/model-reader", "models/model-lines", "models/model-faults"],
  ...["models/read-model", "models/skip-any", "models/document-text"],
  ...["models/value-rules", "models/plain-value", "models/short-reader"],
  ...["models/proxy-wasm-model-reader"],
  ...["models/model-writer", "models/write-model", "json/json-writer"],
].map(
  (name) =>
    `${ours("file", name, "shows which functions read and write models", "indexed")}/`,
);

/** Matches the functions that are written for it, and those within them. */
export const MODEL_METHOD = /#sdk(From|Read|ToJson)(~|@|$)/;

/** Has the decorators that say what a model's keys may be. */
export const DECORATORS = ours(
  "file",
  "models/decorators",
  "has the decorators of models",
  "indexed",
);

/** The plugin whose configuration is a model. */
export const PLUGIN_CONTEXT = ours(
  "element",
  "contexts/plugin-context/PluginContext",
  "shows which model is a plugin's configuration",
  "indexed",
);

/** Classes that are extended, and seldom constructed themselves. */
export const BASE_CLASSES = [
  OBJECT,
  ANY_MODEL,
  MODEL_METHODS,
  JSON_MODEL,
  CONTEXT,
  HTTP_CONTEXT,
  HTTP_HANDLER,
  ROOT_CONTEXT,
  STREAM_CONTEXT,
  STREAM_HANDLER,
];

/** The class that takes the place of the library's `RegExp`. */
export const REG_EXP = ours(
  "element",
  "globals/reg-exp/RegExp",
  "shows that a filter means the global RegExp",
);

/** The functions whose patterns are compiled with the filter, and what has the results. */
export const REGEX = ours(
  "element",
  "patterns/regex-literal/regex",
  "shows where a pattern is to be compiled",
  "indexed",
);
export const REGEX_SET = ours(
  "element",
  "patterns/regex-literal/regexSet",
  "shows where patterns are to be compiled",
  "indexed",
);
export const REGEX_MAKER = ours(
  "element",
  "patterns/proxy-wasm-regex/ProxyWasmRegex",
  "makes regular expressions of what the patterns were compiled to",
  "indexed",
);

/** The classes whose constructors are given the tags of metrics. */
export const METRIC_FAMILIES = ["Counter", "Gauge", "Histogram"].map((metric) =>
  ours(
    "element",
    `metrics/${metric.toLowerCase()}-family/${metric}Family`,
    "shows which tags the metrics of a filter have",
    "indexed",
  ),
);

/** Returns a value as `console.log` writes it. Optional: specs may have another console. */
export const INSPECT = `${SDK}assembly/globals/inspect/inspect`;

/** Marks a call by the table whose target is a constant: `callIndirect(collect)()`. */
export const CALL_INDIRECT = ours(
  "element",
  "abi/call-indirect/callIndirect",
  "shows which function a call by the table reaches",
);

/** The filter's line that called what traps: its file's number, and where in it. */
export const CALLER_FILE = ours(
  "element",
  "globals/caller/callerFile",
  "takes the number of the file that a call stands in",
);
export const CALLER_PLACE = ours(
  "element",
  "globals/caller/callerPlace",
  "takes the line and the column that a call stands at",
);

/** Where each wait of a script ends up; all functions up to `ENTER_SCRIPT` can wait. */
export const SUSPEND = ours(
  "element",
  "runtime/script/suspend",
  "is where scripts wait",
);

/** What may end the wait for a message, an alias; and what it is where there is none. */
export const WAIT_LIMIT = ours(
  "element",
  "api/pending/WaitLimit",
  "says what may end a wait",
);
export const NO_LIMIT = ours(
  "element",
  "api/pending/NoLimit",
  "takes no memory where nothing may end a wait",
);

/** The first function of each script. */
export const ENTER_SCRIPT = ours(
  "element",
  "api/script/enter",
  "is the first function of each script",
);

/** What the functions call that run a script, where frames begin and end to be in use. */
export const FRAMES_END = ours(
  "element",
  "abi/asyncify/stop_unwind",
  "shows which functions run scripts",
);
export const FRAMES_BEGIN = ours(
  "element",
  "abi/asyncify/start_rewind",
  "shows which functions run scripts",
);

/**
 * Matches what stands between that and the filter's own method: its objects are held by
 * the context that waits, and so not by its frames.
 */
export const RUNS_SCRIPT = new RegExp(
  `^${SDK}assembly/(api|contexts)/.*[#.](run|wait|sdkWait)(@.*)?$`,
);

/**
 * What sends a call and waits for its answer. Nothing of the call is needed any more while
 * it waits, so that no frame need hold it.
 */
export const SENDS_AND_WAITS = ["http-call/HttpCall", "grpc-call/GrpcCall"].map(
  (path) => `${SDK}assembly/api/${path}#wait`,
);

/** What reads a header, or all of them. */
export const READS_HEADERS = ["get", "getBytes", "has", "entries"].map((name) =>
  ours(
    "element",
    `api/header-map/HeaderMap#${name}`,
    "shows how many headers a callback reads",
  ),
);

/** What keeps a copy of the headers. */
export const KEPT_HEADERS = [
  "keptValue",
  "noteFound",
  "keptPairs",
  "keepPairs",
  "noteEdit",
  "dropKept",
  "endKept",
].map((name) =>
  ours(
    "element",
    `abi/kept-headers/${name}`,
    "does nothing where no callback reads several headers",
  ),
);

/** Makes a block of the host's a buffer, where one is wanted: the table has it. */
export const WANT_BUFFER = ours(
  "element",
  "abi/memory/wantBuffer",
  "shows whether a module wants buffers",
);
export const GIVE_BUFFER = ours(
  "element",
  "abi/memory/giveBuffer",
  "does nothing where no buffer is wanted",
);

/** Returns the bytes that a script's frames may take. */
export const FRAME_ROOM = ours(
  "element",
  "runtime/script/frameRoom",
  "takes the bytes that the frames of a script may have",
);

/** Writes the name of that file. */
export const WRITE_CALLER_FILE = ours(
  "element",
  "globals/caller/writeCallerFile",
  "writes the name of the file that a call stands in",
);

/**
 * Functions that the optimizer is not to put into their callers. Envoy compiles all of a
 * module when it loads it, and keeps the memory that its largest function took; and what
 * seldom runs costs registers where it stands in a loop.
 */
export const NOT_INLINED = [
  VISIT_MEMBERS,
  // Where frames begin and end to be saved.
  SUSPEND,
  ENTER_SCRIPT,
  FRAME_ROOM,
  ...[
    "runtime/collector/mark",
    "runtime/collector/sweep",
    "runtime/host-entry/endEntry",
    "api/header-map/HeaderMap#set",
    "api/configuration/Configuration#load",
    "abi/utf8/decode",
    "api/http-call/HttpCall#begin",
    "api/pending/Pending#sdkPrepare",
  ].map((path) => ours("element", path, "stays a function of its own")),
];

/**
 * Small functions that are called in many places, where a filter reads short documents
 * alone: it does so once, and less code counts.
 */
export const NOT_INLINED_IF_SHORT = [
  "models/cursor/peek",
  "models/cursor/advance",
  "models/cursor/fail",
  "models/cursor/accept",
  "models/document-number/number",
  "models/cursor/take",
  "models/cursor/expect",
  "models/short-reader/skip",
  "models/model-lines/add",
  "models/model-lines/put",
  "models/model-lines/pathSize",
  "models/model-lines/cutPath",
  "models/model-lines/say",
].map((path) =>
  ours("element", path, "stays a function of its own", "indexed"),
);

/** What a filter has that reads documents which may be long. */
export const READS_LONG = ours(
  "element",
  "json/skip-value/skipLong",
  "shows that a filter reads long documents",
  "indexed",
);

/**
 * Notes a name of our own sources.
 *
 * @param {Kind} kind
 * @param {string} path Below `assembly/`.
 * @param {string} purpose
 * @param {When} [when]
 */
export function ours(kind, path, purpose, when = "always") {
  return must(kind, when, `${SDK}assembly/${path}`, purpose);
}
