// @ts-check
/**
 * Assembles a module from its text, with the assembler that the compiler brings:
 * `node bench/assemble.js IN.wat OUT.wasm`. Plain JavaScript, as a loader of
 * TypeScript would take seconds to look through the assembler.
 */
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "assemblyscript/binaryen";

const [source, output] = process.argv.slice(2);
const module = binaryen.parseText(readFileSync(source, "utf8"));
if (!module.validate()) process.exit(1);
writeFileSync(output, module.emitBinary());
