import { isOptimized } from "../contract/check.js";
import { LIBRARY } from "../contract/compiler.js";
import { BEGIN_ENTRY } from "../contract/runtime.js";
import {
  CALLER_FILE,
  CALLER_PLACE,
  WRITE_CALLER_FILE,
} from "../contract/sdk.js";

/** What fits into the room that the SDK has for it, in bytes. */
const MOST = 900;

/**
 * @typedef {object} Range Where an expression stands in a source.
 * @property {{ normalizedPath: string, lineAt: (at: number) => number, columnAt: () => number }} source
 * @property {number} start
 *
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 */

/**
 * Lets the message of a trap in a library, as of `list[1]` or `map.get(key)`, name the
 * filter's line that called it: in builds that are not optimized, each such call first
 * notes where it stands. It is known where there is a source map.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {import("assemblyscript").Program} program
 */
export function nameCallers(binaryen, module, program) {
  if (isOptimized(program)) return;
  if (!module.getGlobal(CALLER_FILE) || !module.getFunction(WRITE_CALLER_FILE))
    return;
  /** @type {string[]} */
  const files = [];
  for (const { call, source, start } of callsOfFilter(binaryen, program)) {
    const file = source.normalizedPath;
    if (!files.includes(file)) files.push(file);
    const line = source.lineAt(start);
    const column = Math.min(source.columnAt(), 0xfff);
    const last = binaryen.Call.getNumOperands(call) - 1;
    const operand = binaryen.Call.getOperandAt(call, last);
    const type = binaryen.getExpressionType(operand);
    if (type === binaryen.unreachable) continue;
    const notes = [
      setGlobal(module, CALLER_FILE, files.indexOf(file) + 1),
      setGlobal(module, CALLER_PLACE, (line << 12) | column),
    ];
    const noted = module.block(null, [...notes, operand], type);
    binaryen.Call.setOperandAt(call, last, noted);
  }
  const place = module.local.get(1, binaryen.i32);
  replaceBody(binaryen, module, WRITE_CALLER_FILE, () => [
    ...files.map((file, index) => writeFile(binaryen, module, file, index + 1)),
    place,
  ]);
  // What happens between two calls of the host is not called by the filter's last line.
  replaceBody(binaryen, module, BEGIN_ENTRY, (body) => [
    setGlobal(module, CALLER_FILE, 0),
    body,
  ]);
}

/**
 * @param {BinaryenModule} module
 * @param {string} name
 * @param {number} value
 */
function setGlobal(module, name, value) {
  return module.global.set(name, module.i32.const(value));
}

/**
 * Returns the calls of libraries in the filter's functions, and where they stand.
 *
 * @param {Binaryen} binaryen
 * @param {import("assemblyscript").Program} program
 * @returns {({ call: number } & Range)[]}
 */
function callsOfFilter(binaryen, program) {
  const functions = [...program.instancesByName].filter(
    ([name]) => !isLibrary(name),
  );
  return functions.flatMap(([, element]) => {
    const { debugLocations } =
      /** @type {{ debugLocations?: Map<number, Range> }} */ (
        /** @type {unknown} */ (element)
      );
    const located = [...(debugLocations ?? [])];
    return located.flatMap(([call], index) => {
      if (!isLibraryCall(binaryen, call)) return [];
      // Code that a library puts in stands where the next expression around it does.
      const found = located
        .slice(index)
        .find(([, { source }]) => !isLibrary(source.normalizedPath));
      return found
        ? [{ call, source: found[1].source, start: found[1].start }]
        : [];
    });
  });
}

/**
 * @param {Binaryen} binaryen
 * @param {number} expression
 */
function isLibraryCall(binaryen, expression) {
  return (
    binaryen.getExpressionId(expression) === Number(binaryen.CallId) &&
    binaryen.Call.getNumOperands(expression) > 0 &&
    isLibrary(binaryen.Call.getTarget(expression))
  );
}

/** @param {string} path */
function isLibrary(path) {
  return path.startsWith(LIBRARY);
}

/**
 * Makes what writes a source's name, if its number is the first parameter, and returns.
 *
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {string} file
 * @param {number} number
 */
function writeFile({ i32 }, module, file, number) {
  const bytes = [
    ...Buffer.from(`, called from ${file}`).subarray(0, MOST),
    ":".charCodeAt(0),
  ];
  const stores = bytes.map((byte, offset) =>
    module.i32.store8(
      offset,
      1,
      module.local.get(1, i32),
      module.i32.const(byte),
    ),
  );
  const end = module.i32.add(
    module.local.get(1, i32),
    module.i32.const(bytes.length),
  );
  return module.if(
    module.i32.eq(module.local.get(0, i32), module.i32.const(number)),
    module.block(null, [...stores, module.return(end)]),
  );
}

/**
 * @param {Binaryen} binaryen
 * @param {BinaryenModule} module
 * @param {string} name
 * @param {(body: number) => number[]} statements
 */
function replaceBody(binaryen, module, name, statements) {
  const found = module.getFunction(name);
  if (!found) return;
  const { params, results, vars, body } = binaryen.getFunctionInfo(found);
  const block = module.block(null, statements(body), results);
  module.removeFunction(name);
  module.addFunction(name, params, results, vars, block);
}
