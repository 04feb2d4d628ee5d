// @ts-check
/**
 * Makes the compiler count what specs run of a filter.
 *
 * Counters are written into the text of a source, on the lines that are there, and the
 * text is parsed again: so lines stay what they were. `host/spec` counts, and
 * `proxy-wasm test --coverage` reports.
 */
import { NodeKind, Parser } from "assemblyscript";

/** The function that counts; `host/spec/coverage.ts` has it. */
const COUNT = "__proxyWasmCount";
const IMPORT = `@external("proxy-wasm-as.coverage", "count") declare function ${COUNT}(id: i32): void;`;

/** Sources that are the author's own, and not tests. */
const FOREIGN = /^(~lib|\.\.)\/|(^|\/)(node_modules|tests)\//;

/**
 * The part of a node of the syntax tree that matters here.
 *
 * @typedef {{ start: number, end: number }} Range
 * @typedef {{ kind: number, range: Range, [key: string]: any }} Node
 * @typedef {{
 *   normalizedPath: string,
 *   text: string,
 *   sourceKind: number,
 *   statements: Node[],
 *   lineAt: (at: number) => number,
 *   columnAt: () => number,
 * }} Source
 */

/**
 * @typedef {{ line: number, column: number }} Position
 * @typedef {{ start: Position, end: Position }} Location
 * @typedef {{
 *   path: string,
 *   statementMap: Record<string, Location>,
 *   fnMap: Record<string, object>,
 *   branchMap: Record<string, { locations: Location[], [key: string]: unknown }>,
 *   s: Record<string, number>,
 *   f: Record<string, number>,
 *   b: Record<string, number[]>,
 * }} FileCoverage The form in which istanbul reports a file.
 *
 * @typedef {[file: number, kind: "s" | "f" | "b", key: string, path: number]} Counter
 * @typedef {{ files: FileCoverage[], counters: Counter[] }} Coverage
 */

/**
 * Replaces the author's sources by sources that count; returns what the counters are.
 *
 * @param {{ sources: Source[] }} parser
 * @returns {Coverage}
 */
export function countSources({ sources }) {
  /** @type {Coverage} */
  const coverage = { files: [], counters: [] };
  sources.forEach((source, index) => {
    if (FOREIGN.test(source.normalizedPath)) return;
    const text = new CountedSource(source, coverage).text();
    // A parser of its own keeps the list of the sources that are parsed already.
    const parser = new Parser();
    parser.parseFile(text, source.normalizedPath, false);
    const [parsed] = parser.sources;
    parsed.sourceKind = source.sourceKind;
    sources[index] = /** @type {any} */ (parsed);
  });
  return coverage;
}

class CountedSource {
  #source;
  #coverage;
  #file;
  /** @type {FileCoverage} */
  #found;
  /** @type {[at: number, text: string][]} In the order of equal places. */
  #added = [];

  /**
   * @param {Source} source
   * @param {Coverage} coverage
   */
  constructor(source, coverage) {
    this.#source = source;
    this.#coverage = coverage;
    this.#found = {
      path: source.normalizedPath,
      statementMap: {},
      fnMap: {},
      branchMap: {},
      s: {},
      f: {},
      b: {},
    };
    this.#file = coverage.files.push(this.#found) - 1;
  }

  /** The source's text with its counters. */
  text() {
    for (const statement of this.#source.statements) this.#visit(statement);
    const { text } = this.#source;
    const added = this.#added.sort(([a], [b]) => a - b);
    let done = 0;
    let result = "";
    for (const [at, piece] of added) {
      result += text.slice(done, at) + piece;
      done = at;
    }
    return `${result}${text.slice(done)} ${IMPORT}`;
  }

  /**
   * Counts in a node and in all that it holds.
   *
   * @param {Node} node
   * @param {string} [name]
   */
  #visit(node, name) {
    switch (node.kind) {
      case NodeKind.Block:
        return this.#statements(node.statements);
      case NodeKind.If:
        return this.#if(node);
      case NodeKind.Ternary:
        return this.#ternary(node);
      case NodeKind.Switch:
        return this.#switch(node);
      case NodeKind.While:
      case NodeKind.Do:
      case NodeKind.For:
      case NodeKind.ForOf:
        return this.#loop(node);
      case NodeKind.FunctionDeclaration:
      case NodeKind.MethodDeclaration:
        return this.#function(node, name);
      default:
        this.#children(node);
    }
  }

  /** @param {Node} node */
  #children(node) {
    for (const [key, value] of Object.entries(node)) {
      if (key === "range") continue;
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) this.#visit(child);
      }
    }
  }

  /** @param {Node[]} statements */
  #statements(statements) {
    for (const statement of statements) {
      if (isCounted(statement)) {
        this.#add(statement.range.start, this.#countStatement(statement));
      }
      this.#visit(statement);
    }
  }

  /** @param {Node} node */
  #function(node) {
    const { body, name } = node;
    if (!isNode(body)) return;
    const key = String(Object.keys(this.#found.fnMap).length);
    const loc = this.#location(body.range);
    this.#found.fnMap[key] = {
      name: name.text || "(anonymous)",
      decl: this.#location(name.range),
      loc,
      line: loc.start.line,
    };
    this.#found.f[key] = 0;
    const count = this.#counter("f", key, 0);
    if (body.kind === NodeKind.Block) {
      this.#add(body.range.start + 1, `${count};`);
      this.#visit(body);
    } else {
      this.#expression(isNode(body.expression) ? body.expression : body, count);
    }
  }

  /** @param {Node} node */
  #if(node) {
    const { condition, ifTrue, ifFalse } = node;
    this.#visit(condition);
    const places = [ifTrue.range, isNode(ifFalse) ? ifFalse.range : node.range];
    const [yes, no] = this.#branch("if", node, places);
    this.#body(ifTrue, yes);
    if (isNode(ifFalse)) this.#body(ifFalse, no);
    else this.#add(this.#endOf(node), ` else {${no};}`);
  }

  /** @param {Node} node */
  #ternary(node) {
    const { condition, ifThen, ifElse } = node;
    this.#visit(condition);
    const places = [ifThen.range, ifElse.range];
    const [yes, no] = this.#branch("cond-expr", node, places);
    this.#expression(ifThen, yes);
    this.#expression(ifElse, no);
  }

  /** @param {Node} node */
  #switch(node) {
    this.#visit(node.condition);
    // A case without statements falls through: it is a part of the next one.
    /** @type {Node[][]} */
    const bodies = node.cases
      .map((/** @type {Node} */ each) => each.statements)
      .filter((/** @type {Node[]} */ each) => each.length > 0);
    const places = bodies.map(([first]) => first.range);
    const counts = this.#branch("switch", node, places);
    bodies.forEach((statements, index) => {
      this.#add(statements[0].range.start, `${counts[index]};`);
      this.#statements(statements);
    });
  }

  /** @param {Node} node */
  #loop(node) {
    const { body, ...rest } = node;
    this.#children(/** @type {Node} */ (rest));
    this.#body(body, "");
  }

  /**
   * Counts in the body of a statement, which becomes a block.
   *
   * @param {Node} body
   * @param {string} count
   */
  #body(body, count) {
    const counted = count === "" ? "" : `${count};`;
    if (body.kind === NodeKind.Block) {
      this.#add(body.range.start + 1, counted);
      return this.#visit(body);
    }
    this.#add(body.range.start, `{${counted}`);
    this.#statements([body]);
    this.#add(this.#endOf(body), "}");
  }

  /**
   * @param {Node} node
   * @param {string} count
   */
  #expression(node, count) {
    this.#add(node.range.start, `(${count},`);
    this.#visit(node);
    this.#add(node.range.end, ")");
  }

  /**
   * Where a statement ends, with the semicolon that its range may lack.
   *
   * @param {Node} node
   */
  #endOf(node) {
    const { end } = node.range;
    const rest = /^[^\S\n]*;/.exec(this.#source.text.slice(end));
    return end + (rest?.[0].length ?? 0);
  }

  /** @param {Node} node */
  #countStatement(node) {
    const key = String(Object.keys(this.#found.statementMap).length);
    this.#found.statementMap[key] = this.#location(node.range);
    this.#found.s[key] = 0;
    return `${this.#counter("s", key, 0)};`;
  }

  /**
   * @param {string} type
   * @param {Node} node
   * @param {Range[]} places
   */
  #branch(type, node, places) {
    const key = String(Object.keys(this.#found.branchMap).length);
    const loc = this.#location(node.range);
    const locations = places.map((range) => this.#location(range));
    this.#found.branchMap[key] = { type, loc, locations, line: loc.start.line };
    this.#found.b[key] = places.map(() => 0);
    return places.map((_, path) => this.#counter("b", key, path));
  }

  /**
   * @param {"s" | "f" | "b"} kind
   * @param {string} key
   * @param {number} path
   */
  #counter(kind, key, path) {
    const { counters } = this.#coverage;
    return `${COUNT}(${counters.push([this.#file, kind, key, path]) - 1})`;
  }

  /**
   * @param {number} at
   * @param {string} text
   */
  #add(at, text) {
    if (text !== "") this.#added.push([at, text]);
  }

  /**
   * @param {Range} range
   * @returns {Location}
   */
  #location({ start, end }) {
    return { start: this.#position(start), end: this.#position(end) };
  }

  /**
   * @param {number} at
   * @returns {Position}
   */
  #position(at) {
    const line = this.#source.lineAt(at);
    return { line, column: this.#source.columnAt() - 1 };
  }
}

/**
 * @param {unknown} value
 * @returns {value is Node}
 */
function isNode(value) {
  return value instanceof Object && "kind" in value && "range" in value;
}

/** @param {Node} statement */
function isCounted({ kind }) {
  return kind !== NodeKind.Block && kind !== NodeKind.Empty;
}
