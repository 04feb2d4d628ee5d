// @ts-check
/**
 * Changes a module that was compiled to trace its memory so that it counts its
 * allocations instead: `node bench/count-allocations.js IN.wasm OUT.wasm`. The export
 * `allocations` returns their number. Plain JavaScript, like `assemble.js`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "assemblyscript/binaryen";

const [source, output] = process.argv.slice(2);
const module = binaryen.readBinary(readFileSync(source));
module.setFeatures(binaryen.Features.All);
const { i32, none } = binaryen;
module.addGlobal("allocations", i32, true, module.i32.const(0));

for (const name of traceImports()) {
  const { params, results, base } = binaryen.getFunctionInfo(
    module.getFunction(name),
  );
  module.removeFunction(name);
  module.addFunction(name, params, results, [], bodyOf(base, results));
}
module.addFunction(
  "count",
  none,
  i32,
  [],
  module.global.get("allocations", i32),
);
module.addFunctionExport("count", "allocations");
if (!module.validate()) process.exit(1);
writeFileSync(output, module.emitBinary());

/**
 * @param {string | null} base
 * @param {number} results
 */
function bodyOf(base, results) {
  if (base === "onalloc") return add();
  if (results === none) return module.nop();
  // Every object may be visited, and every block stays where it is.
  return base === "onvisit" ? module.i32.const(1) : module.local.get(0, i32);
}

function add() {
  const count = module.global.get("allocations", i32);
  return module.global.set(
    "allocations",
    module.i32.add(count, module.i32.const(1)),
  );
}

function traceImports() {
  const names = [];
  for (let i = 0; i < module.getNumFunctions(); i++) {
    const info = binaryen.getFunctionInfo(module.getFunctionByIndex(i));
    if (info.module === "rtrace") names.push(info.name);
  }
  return names;
}
