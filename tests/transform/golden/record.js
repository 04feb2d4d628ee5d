// @ts-check
/**
 * Writes what each pass of the transform does to a small filter, as JSON: a text by the
 * pass's name. It runs on its own, as the tests' loader would slow the compiler down.
 */
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import binaryen from "assemblyscript/binaryen";
import { NOT_INLINED } from "../../../transform/contract/sdk.js";
import { MODULE_PASSES, PROGRAM_PASSES } from "../../../transform/passes.js";
import { CASES } from "./cases.js";

/** @typedef {import("./cases.js").GoldenCase} GoldenCase */

const INPUTS = fileURLToPath(new URL("../filters/golden", import.meta.url));

/** Stops the compiler once there is what was asked for. */
class Enough extends Error {}

/** @type {Record<string, string>} */
const texts = {};
for (const each of CASES) texts[each.pass] = await textOf(each);
process.stdout.write(JSON.stringify(texts));

/** @param {GoldenCase} each */
async function textOf(each) {
  const { pass } = each;
  if (pass === "noInline") return ownFunctions(each);
  const isModulePass = MODULE_PASSES.some(({ name }) => name === pass);
  const [before, after] = isModulePass
    ? await aroundModulePass(each)
    : [await compiled(each, pass), await compiled(each)];
  return difference(before, after, each.shows);
}

/**
 * Returns the module's text before and after a pass over it.
 *
 * @param {GoldenCase} each
 * @returns {Promise<[before: string, after: string]>}
 */
async function aroundModulePass(each) {
  const pass = MODULE_PASSES.find(({ name }) => name === each.pass);
  if (!pass) throw new Error(`There is no pass ${each.pass}.`);
  const { run } = pass;
  /** @type {string[]} */
  const recorded = [];
  pass.run = (output) => {
    recorded.push(output.module.emitText());
    run(output);
    recorded.push(output.module.emitText());
    throw new Enough();
  };
  await compile(each, []);
  pass.run = run;
  const [before, after] = recorded;
  return [before, after];
}

/**
 * Returns the module's text as it is compiled, before the passes over it.
 *
 * @param {GoldenCase} each
 * @param {string} [without] The pass over the program that does not run.
 */
async function compiled(each, without) {
  const pass = PROGRAM_PASSES.find(({ name }) => name === without);
  const run = pass?.run;
  if (pass) pass.run = () => {};
  let text = "";
  const recorder = {
    /** @param {binaryen.Module} module */
    afterCompile(module) {
      text = module.emitText();
      throw new Enough();
    },
  };
  await compile(each, [recorder]);
  if (pass && run) pass.run = run;
  return text;
}

/**
 * Tells which functions that are to stay of their own do, without the pass and with it.
 *
 * @param {GoldenCase} each
 */
async function ownFunctions(each) {
  const pass = MODULE_PASSES.find(({ name }) => name === each.pass);
  if (!pass) throw new Error(`There is no pass ${each.pass}.`);
  const { run } = pass;
  const withIt = await compile(each, []);
  pass.run = () => {};
  const without = await compile(each, []);
  pass.run = run;
  const lists = [without, withIt].map((bytes) => {
    const module = binaryen.readBinary(bytes);
    return NOT_INLINED.filter((name) => module.getFunction(name)).join("\n");
  });
  return `;; before\n${lists[0]}\n\n;; after\n${lists[1]}\n`;
}

/**
 * Compiles an input, and returns the module where nothing has stopped it.
 *
 * @param {GoldenCase} each
 * @param {object[]} transforms
 */
async function compile({ input, config, target, args }, transforms) {
  /** @type {Uint8Array} */
  let bytes = new Uint8Array();
  const { error, stderr } = await asc.main(
    [
      ...[`${input}.ts`, "--baseDir", INPUTS, "--noColors"],
      ...[
        "--config",
        config ?? "asconfig.json",
        "--target",
        target ?? "release",
      ],
      ...["--outFile", "module.wasm", ...(args ?? [])],
    ],
    {
      transforms:
        /** @type {import("assemblyscript/transform").Transform[]} */ (
          transforms
        ),
      writeFile(name, contents) {
        if (name.endsWith(".wasm"))
          bytes = /** @type {Uint8Array} */ (contents);
      },
    },
  );
  if (error && !(error instanceof Enough)) throw new Error(stderr.toString());
  return bytes;
}

/**
 * Returns what differs between two texts of a module, function by function.
 *
 * @param {string} before
 * @param {string} after
 * @param {RegExp} shows
 */
function difference(before, after, shows) {
  const [one, other] = [before, after].map(partsOf);
  const all = [...new Set([...one.keys(), ...other.keys()])];
  const names = all.filter((name) => shows.test(name)).toSorted();
  const gone = names.filter((name) => !other.has(name));
  const added = names.filter((name) => !one.has(name));
  const changed = names
    .filter((name) => one.has(name) && other.has(name))
    .filter((name) => one.get(name) !== other.get(name));
  return [
    ...gone.map((name) => `;; gone: ${name}\n`),
    ...added.map((name) => `;; new: ${name}\n`),
    ...changed.map(
      (name) =>
        `;; before\n${one.get(name) ?? ""}\n;; after\n${other.get(name) ?? ""}\n`,
    ),
  ].join("");
}

/**
 * Returns the functions of a module by their names, and its exports, as `export name`.
 *
 * @param {string} text
 */
function partsOf(text) {
  /** @type {Map<string, string>} */
  const parts = new Map();
  for (const [part, name] of text.matchAll(
    /^ \(func \$("[^"]*"|[^\s()]+)[^]*?^ \)$/gm,
  )) {
    parts.set(name.replaceAll('"', ""), part);
  }
  for (const [part, name] of text.matchAll(/^ \(export "([^"]*)".*$/gm)) {
    parts.set(`export ${name}`, part);
  }
  return parts;
}
