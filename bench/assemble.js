// @ts-check
/**
 * Assembles a module from its text, with the assembler that comes with the compiler:
 * `node bench/assemble.js IN.wat OUT.wasm`. It is plain JavaScript because a TypeScript
 * loader would take seconds to read the assembler.
 */
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "assemblyscript/binaryen";

const [source, output] = process.argv.slice(2);
const module = binaryen.parseText(readFileSync(source, "utf8"));
if (!module.validate()) process.exit(1);
writeFileSync(output, module.emitBinary());
