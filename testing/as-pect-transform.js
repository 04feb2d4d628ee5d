// @ts-check
/**
 * The transform of specs: as-pect's own, made to work with AssemblyScript 0.28, the
 * language that filters have, and a custom section for `host/spec`.
 *
 * as-pect 8.1 was compiled with the numbers that AssemblyScript 0.27 has for
 * `NodeKind`, which 0.28 shifted. Without its transform, classes have no comparison and
 * `toStrictEqual` does not compile. So it gets a view of the syntax tree whose nodes
 * have the numbers of 0.27, and the methods that it adds move to the real classes.
 * An as-pect that supports 0.28 makes that half of this file superfluous.
 *
 * It also writes what reads models, as the SDK's own transform does for a build.
 *
 * The custom section has the source files, by which `host/spec` finds the release build
 * of the filter, the source map, by which a failing spec names its line, and what the
 * counters count, if coverage is asked for.
 */
import AspectTransform from "@as-pect/transform";
import { NodeKind } from "assemblyscript";
import { FEATURES } from "../transform/contract/sdk.js";
import { explainHabits } from "../transform/habits/explain.js";
import { Language } from "../transform/language/language.js";
import { unwindWaits } from "../transform/module/unwind-waits.js";
import {
  loadPatterns,
  writeRegexes,
} from "../transform/patterns/write-regexes.js";
import { switchOff } from "../transform/program/switch-off.js";
import { writeModels } from "../transform/program/write-models.js";
import { countSources } from "./coverage.js";

/** The name of the custom section; `host/spec/spec-info.ts` reads it. */
const SECTION = "proxy-wasm-as.spec";

/** The variable by which `test --coverage` asks for counters. */
const COVERAGE = "PROXY_WASM_COVERAGE";

const LIBRARY = "~lib/";

const OLD_KINDS = new Map([
  [NodeKind.ClassDeclaration, 51],
  [NodeKind.FieldDeclaration, 54],
  [NodeKind.MethodDeclaration, 58],
  [NodeKind.NamespaceDeclaration, 59],
]);

/** A number that as-pect takes for none of the above. */
const OTHER_KIND = -1;

/**
 * The part of a node of the syntax tree that matters here.
 *
 * @typedef {{ kind: number, members?: Node[] }} Node
 */

/**
 * @typedef {{ normalizedPath: string, statements: Node[] }} Source
 * @typedef {{ binary: Uint8Array, sourceMap: string | null }} Emitted
 */

export default class AspectTransformFor028 extends AspectTransform {
  /** @type {string[]} The paths of the spec, of the filter, and of their helpers. */
  #sources = [];

  /** @type {import("./coverage.js").Coverage | undefined} */
  #coverage;

  /** @type {Language} */
  #language;

  #checkExplanations;

  constructor() {
    super();
    this.#language = Language.of(this.program);
    this.#checkExplanations = explainHabits(this.program);
    this.#language.isSpec = true;
  }

  /**
   * Called by the compiler when all sources are parsed.
   *
   * @param {{ sources: Source[] }} parser
   */
  async afterParse(parser) {
    if (process.env[COVERAGE]) {
      this.#coverage = countSources(/** @type {any} */ (parser));
    }
    const sources = parser.sources.map(({ statements }) => ({
      statements: statements.map(view),
    }));
    super.afterParse({ sources });
    sources.forEach(({ statements }, index) => {
      takeOver(statements, parser.sources[index].statements);
    });
    this.#sources = parser.sources
      .map(({ normalizedPath }) => normalizedPath)
      .filter((path) => !path.startsWith(LIBRARY));
    await this.#language.afterParse(this.baseDir);
    await loadPatterns(this.program);
  }

  /**
   * Called by the compiler when all names are known and nothing is compiled.
   *
   * @param {import("assemblyscript").Program} program
   */
  afterInitialize(program) {
    this.#checkExplanations();
    this.#language.afterInitialize();
    writeRegexes(program);
    // The SDK's own unit tests have its sources under other names.
    if (!program.filesByName.has(FEATURES)) return;
    switchOff(program, "LACKS_TRANSFORM");
    writeModels(program);
  }

  /**
   * Called by the compiler before it emits the module. A source map exists only then.
   *
   * @param {{ emitBinary: (url?: string | null) => Emitted | Uint8Array }} module
   */
  afterCompile(module) {
    // The compiler sets these on the prototype, where fields would hide them.
    const { binaryen, program } = /** @type {any} */ (this);
    unwindWaits(binaryen, module, program);
    const emitBinary = module.emitBinary.bind(module);
    module.emitBinary = (...url) => {
      const emitted = emitBinary(...url);
      if (emitted instanceof Uint8Array) return emitted;
      const { binary, sourceMap } = emitted;
      const coverage = this.#coverage;
      const info = { sources: this.#sources, sourceMap, coverage };
      return { ...emitted, binary: withSection(binary, JSON.stringify(info)) };
    };
  }
}

/**
 * Appends the custom section to a module, where it moves no code.
 *
 * @param {Uint8Array} binary
 * @param {string} text
 */
function withSection(binary, text) {
  const name = Buffer.from(SECTION);
  const content = Buffer.concat([leb128(name.length), name, Buffer.from(text)]);
  return Buffer.concat([
    binary,
    Uint8Array.of(0),
    leb128(content.length),
    content,
  ]);
}

/**
 * @param {number} value
 * @returns {Uint8Array}
 */
function leb128(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Uint8Array.of(...bytes, value);
}

/**
 * Returns an object that reads like the node and has its number of 0.27.
 *
 * @param {Node} node
 * @returns {Node}
 */
function view(node) {
  return Object.assign(Object.create(node), {
    kind: OLD_KINDS.get(node.kind) ?? OTHER_KIND,
    members: node.members?.map(view),
  });
}

/**
 * Appends what was added to the members of the views to those of the nodes.
 *
 * @param {Node[]} views
 * @param {Node[]} nodes
 */
function takeOver(views, nodes) {
  nodes.forEach((node, index) => {
    const seen = views[index].members;
    if (node.members === undefined || seen === undefined) return;
    const added = seen.slice(node.members.length);
    takeOver(seen, node.members);
    node.members.push(...added);
  });
}
