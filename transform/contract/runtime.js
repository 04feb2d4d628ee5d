import { must } from "./entries.js";
import { ours, SDK } from "./sdk.js";

/** @typedef {import("./entries.js").Kind} Kind */

const RUNTIME = `${SDK}assembly/runtime/`;

/** What the names of all functions of the SDK's runtime begin with. */
export const OWN_RUNTIME = RUNTIME;

/** What the names of the functions of the library's memory managers begin with. */
export const COMPILERS_RUNTIME = [
  "~lib/rt/tlsf/",
  must(
    "file",
    "replaced",
    "~lib/rt/tcms",
    "the collector of the `minimal` runtime, whose functions must all be replaced",
  ) + "/",
  "~lib/rt/itcms/",
];

/** Allocates an object; its presence in a module shows whose runtime it has. */
export const NEW = ours(
  "element",
  "runtime/collector/allocateObject",
  "shows which functions allocate",
);

/** Collects, whoever calls it. */
export const COLLECT = ours(
  "element",
  "runtime/collector/collect",
  "shows which functions collect",
);

/** Collects where a collection is due. */
export const COLLECT_IF_DUE = ours(
  "element",
  "runtime/collection-schedule/collectIfDue",
  "is called in loops that allocate",
);

/** What `__collect` does: the table has it, so that the optimizer keeps it. */
export const COLLECT_UNLESS_NESTED = ours(
  "element",
  "runtime/collection-schedule/collectUnlessNested",
  "does nothing in a filter that makes no garbage",
);

/** Looks at an object that a field leads to. */
export const VISIT = ours(
  "element",
  "runtime/collector/visit",
  "shows which fields of a class lead to objects",
);

/** The global that says which fields of an object to look at, a bit for each. */
export const FIELDS = ours(
  "element",
  "runtime/collector/fields",
  "takes the fields of a class, a bit for each",
);

/** Begins a callback, and ends it: the depth of open callbacks goes up, and down. */
export const BEGIN_ENTRY = ours(
  "element",
  "runtime/host-entry/beginEntry",
  "counts callbacks that begin, and does nothing where nobody asks for their number",
);
export const END_ENTRY = ours(
  "element",
  "runtime/host-entry/endEntry",
  "counts callbacks that end, and then collects",
);

/** Collects at the end of a callback. */
export const COLLECT_AFTER = ours(
  "element",
  "runtime/collection-schedule/collectAfterCallback",
  "does nothing in a filter that makes no garbage",
);

/**
 * Tells whether a callback runs. Log lines ask it, and nothing else that a filter
 * without garbage has: where a module has it, callbacks are still counted.
 */
export const IS_IN_CALLBACK = ours(
  "element",
  "abi/entry-depth/isInCallback",
  "shows that something asks whether a callback runs",
);

/** Says that there is no memory left, and ends the filter. */
export const OUT_OF_MEMORY = ours(
  "element",
  "runtime/out-of-memory/outOfMemory",
  "ends a filter whose functions hold more than the shadow stack has room for",
);

/** @typedef {{ from: string, to: string }} Replacement */

/**
 * The functions of the runtime that the compiler and its library call by a global name,
 * and the SDK's in their place. All are exchanged, or none.
 *
 * @type {Replacement[]}
 */
export const REPLACED = [
  replaced("__alloc", RUNTIME + "heap/allocate", "allocates a block"),
  replaced("__free", RUNTIME + "heap/free", "frees a block"),
  replaced("__realloc", RUNTIME + "heap/reallocate", "changes a block's size"),
  replaced("__new", NEW, "allocates an object"),
  replaced(
    "__renew",
    RUNTIME + "collector/reallocateObject",
    "changes an object's size",
  ),
  replaced(
    "__link",
    RUNTIME + "collector/link",
    "notes that one object refers to another",
  ),
  replaced("__visit", VISIT, "marks an object that is in use"),
  replaced("__collect", COLLECT_UNLESS_NESTED, "collects garbage"),
  replaced(
    "__pin",
    RUNTIME + "pins/pin",
    "keeps an object that nothing refers to",
  ),
  replaced("__unpin", RUNTIME + "pins/unpin", "gives such an object up"),
];

/**
 * Functions that the library calls by their name in a file: these stay, and get the body
 * of the one that replaces them.
 *
 * @type {Replacement[]}
 */
export const REPLACED_BODIES = [
  replaced(
    "~lib/rt/__newBuffer",
    RUNTIME + "collector/newBuffer",
    "allocates an object and fills it",
    "body",
  ),
  replaced(
    "~lib/util/sort/mergeRuns",
    RUNTIME + "sort/mergeRuns",
    "sorts, and collects while it does",
    "body",
  ),
];

/**
 * @param {string} from
 * @param {string} to
 * @param {string} purpose
 * @param {Kind} [kind]
 * @returns {Replacement}
 */
function replaced(from, to, purpose, kind = "element") {
  must(kind, "replaced", from, `${purpose}, and is replaced by the SDK's own`);
  must(kind, "replaced", to, `takes the place of ${from}`);
  return { from, to };
}

/** The files whose errors lose their texts: both memory managers, the collectors. */
export const FILES_WITH_MESSAGES = [
  "~lib/rt/tlsf",
  "~lib/rt/tcms",
  "~lib/rt/itcms",
  `${RUNTIME}heap`,
  `${RUNTIME}collector`,
  `${RUNTIME}pins`,
];

/** What the runtime's sources call to trap without a text, and to check. */
export const TRAP = "unreachable";
export const ASSERT = "assert";
