import { must } from "./entries.js";

/** The oldest release of the compiler that has all of this; package.json asks for it. */
export const OLDEST_COMPILER = "0.28.17";

/** How the paths of packages begin, and those of the compiler's own library. */
export const LIBRARY = "~lib/";

// The compiler's library: elements and files of the program.

/** A constant of the library that is `false`, in `rt/common.ts`. */
export const FALSE = must(
  "constant",
  "always",
  "~lib/rt/common/TRACE",
  "a literal `false`, to switch the SDK's features off with",
);

/** What the library's memory manager asserts about itself. */
export const RUNTIME_CHECKS = must(
  "constant",
  "optimized",
  "~lib/rt/common/DEBUG",
  "switches off what the memory manager asserts about itself",
);

/** There where memory is traced: the SDK's memory manager then stays away. Optional. */
export const TRACES_MEMORY = "ASC_RTRACE";

/** `Runtime.Minimal` of the compiler's options: the runtime that the SDK replaces. */
/** @type {import("assemblyscript").Runtime.Minimal} */
export const MINIMAL_RUNTIME = 1;

/** What every class extends that extends no other. */
export const OBJECT = must(
  "element",
  "always",
  "~lib/object/Object",
  "is a class that is extended, and seldom constructed itself",
);

// What the compiler generates: functions and globals of the module.

/** What checks that a function's frame fits into the shadow stack. */
export const STACK_CHECK = must(
  "generated",
  "replaced",
  "~stack_check",
  "shows which functions have a frame in the shadow stack",
);

/** Where the frame of the function that runs begins; frames grow downwards. */
export const STACK_POINTER = must(
  "generated",
  "replaced",
  "~lib/memory/__stack_pointer",
  "shows what a function writes to the shadow stack",
);

/** Where there is no more room for frames. */
export const STACK_END = must(
  "generated",
  "replaced",
  "~lib/memory/__data_end",
  "shows where the shadow stack ends",
);

/**
 * What the compiler marks an object with that is to be noted. Its shadow stack replaces
 * all calls of it, but in what only the check of that stack leads to.
 */
export const TO_STACK = must(
  "element",
  "replaced",
  "~lib/rt/__tostack",
  "marks what only a check of the shadow stack leads to",
);

/** What visits the fields of an object, by its class. */
export const VISIT_MEMBERS = must(
  "element",
  "always",
  "~lib/rt/__visit_members",
  "stays a function of its own",
);

/**
 * How the name ends of the function that visits the fields of a class. All that
 * `VISIT_MEMBERS` calls have it: `module/visitors-to-bitmaps.js` checks that.
 */
export const VISITOR = "~visit";

/** The same for what the library's classes have in its place. */
export const OWN_VISITOR = "#__visit";

/** What visits the elements of an array that has them where others have fields. */
export const ARRAY_VISITOR = /^~lib\/staticarray\/StaticArray<.*#__visit$/;

/**
 * What reads or writes an element of an array that keeps its length, and what gets that
 * length, each behind the name of the array's class. The first thing that one of the former
 * does is to compare its second parameter, the index, with the length.
 */
const FIXED =
  "(~lib/(?:typedarray/\\w+|staticarray/StaticArray<.+>|string/String))";
export const INDEXED = new RegExp(`^${FIXED}#(?:__get|__set|charCodeAt)$`);
export const LENGTH = new RegExp(`^${FIXED}#get:length$`);

/** What the name of a field's getter has. */
export const GETTER = "#get:";

/** How the name of a class's constructor ends. */
export const CONSTRUCTOR = "#constructor";

/**
 * How the names end of functions that put in defaults and call the one that they are
 * for. They begin with a look at the number of arguments, which a collection changes.
 */
export const WITH_DEFAULTS = "@varargs";

/** The exports that start a module: `exportStart` in asconfig.json, and the older one. */
export const INITIALIZE = "_initialize";
export const START = "_start";

// The compiler's own objects.

/**
 * What nodes of the syntax tree have, by which the transform tells them: their classes
 * have no names in the compiler as it is published, and their numbers change between
 * releases.
 */
export const NODES = /** @type {const} */ ({
  node: ["kind", "range"],
  identifier: ["isQuoted"],
  propertyAccess: ["property", "expression"],
  call: ["args", "expression", "typeArguments"],
  new: ["args", "typeName"],
  namedType: ["isNullable", "name"],
  function: ["signature", "body"],
  import: ["internalPath", "path"],
  ternary: ["ifThen"],
  literal: ["literalKind"],
});

/** What elements of the program have, by which the transform tells them. */
export const ELEMENTS = /** @type {const} */ ({
  class: ["basePrototype"],
  property: ["getterPrototype"],
  function: ["functionTypeNode"],
});

/**
 * The member of the program by which the compiler reads its list of diagnostics: the index
 * of the next one that it prints.
 */
export const READ_DIAGNOSTICS = /** @type {const} */ ("diagnosticsOffset");

/** What the program must have, with the types of the options and flags in it. */
export const PROGRAM_MEMBERS = [
  "diagnostics",
  "elementsByDeclaration",
  "elementsByName",
  "error",
  "filesByName",
  "instancesByName",
  "module",
  "nativeFile",
  "options",
  "sources",
];

/** What the compiler's options must have. */
export const OPTIONS = [
  "optimizeLevelHint",
  "runtime",
  "shrinkLevelHint",
  "stackSize",
];

/** What has the compiler make a shadow stack, a member of the program's module. */
export const USE_SHADOW_STACK = /** @type {const} */ ("useShadowStack");

/** What optimizes the program's module, a method of it. */
export const OPTIMIZE = /** @type {const} */ ("optimize");

/**
 * Bits of an element's flags. Their types hold the numbers to the compiler's.
 *
 * @type {import("assemblyscript").CommonFlags.Export}
 */
export const IS_EXPORTED = 2;
/** @type {import("assemblyscript").CommonFlags.Static} */
export const IS_STATIC = 32;
/** @type {import("assemblyscript").CommonFlags.Abstract} */
export const IS_ABSTRACT = 128;
/** @type {import("assemblyscript").CommonFlags.Private} */
const IS_PRIVATE = 512;
/** @type {import("assemblyscript").CommonFlags.Protected} */
const IS_PROTECTED = 1024;
/** What is private or protected. */
export const IS_HIDDEN = IS_PRIVATE | IS_PROTECTED;

/** The kinds of sources. */
/** @type {import("assemblyscript").SourceKind.User} */
export const USER = 0;
/** @type {import("assemblyscript").SourceKind.UserEntry} */
export const USER_ENTRY = 1;

/**
 * The kind of parameters that are neither optional nor what is left.
 *
 * @type {import("assemblyscript").ParameterKind.Default}
 */
export const REQUIRED = 0;

/**
 * The category of errors.
 *
 * @type {import("assemblyscript").DiagnosticCategory.Error}
 */
export const ERROR = 3;

/** The code of a value whose type is not the one that is wanted. */
export const NOT_ASSIGNABLE =
  /** @type {import("assemblyscript").DiagnosticCode.Type_0_is_not_assignable_to_type_1} */ (
    2322
  );

/**
 * `AS102: User-defined`, as of the compiler's `ERROR`.
 */
export const USER_DEFINED =
  /** @satisfies {import("assemblyscript").DiagnosticCode.User_defined_0} */ (
    102
  );
