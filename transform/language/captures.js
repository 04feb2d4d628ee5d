import { CONST } from "../contract/language.js";
import { isIdentifier } from "../source/syntax.js";
import { Build } from "./build.js";
import { namesOf, patternOf } from "./patterns.js";
import {
  boxed,
  boxLoopVariable,
  boxParameter,
  isArrow,
  kept,
  replaceIn,
  THIS,
  VALUE,
  NAMES,
  NO_SUPER,
} from "./variables.js";

/**
 * @typedef {import("./variables.js").Capture} Capture
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").FunctionExpression} FunctionExpression
 * @typedef {import("./variables.js").Home} Home
 * @typedef {import("assemblyscript").Node} Node
 * @typedef {import("assemblyscript").Range} Range
 * @typedef {import("./variables.js").Reader} Reader
 * @typedef {import("./variables.js").Replace} Replace
 * @typedef {import("./variables.js").Separate} Separate
 * @typedef {import("assemblyscript").Source} Source
 * @typedef {import("assemblyscript").Statement} Statement
 * @typedef {import("./variables.js").Variable} Variable
 * @typedef {import("assemblyscript").VariableDeclaration} VariableDeclaration
 */

/**
 * Finds the functions that take variables along, in sources of one program. A variable
 * that changes, and that a function takes along, becomes a box in the syntax tree.
 */
export class Captures {
  /**
   * What functions take along.
   *
   * @type {Map<FunctionExpression, Capture[]>}
   */
  found = new Map();

  /** @type {{ range: Range, message: string }[]} */
  refused = [];

  #kinds;
  #tokens;
  #readers;

  /** @type {Map<string, Variable>[]} */
  #scopes = [];

  /** @type {Home} */
  #home = { parent: null, node: null, taken: new Map() };

  /** @type {Home[]} */
  #homes = [];

  /** @type {Set<Variable>} */
  #captured = new Set();

  /**
   * The variables of the loop whose head is being read.
   *
   * @type {Set<Variable>}
   */
  #inHead = new Set();

  /** @param {import("./compiler.js").Package} compiler */
  constructor(compiler) {
    const { NodeKind: kinds, Token: tokens } = compiler;
    this.#kinds = kinds;
    this.#tokens = tokens;
    /** @type {[kinds: number[], reader: Reader][]} */
    const readers = [
      [[kinds.Identifier], this.#use],
      [[kinds.This], this.#useThis],
      [[kinds.Super], ({ range }) => this.#useSuper(range)],
      [[kinds.Function], this.#function],
      [
        [
          kinds.FunctionDeclaration,
          kinds.MethodDeclaration,
          kinds.FieldDeclaration,
        ],
        this.#separate,
      ],
      [[kinds.Binary], this.#binary],
      [[kinds.UnaryPostfix, kinds.UnaryPrefix], this.#unary],
      [[kinds.Expression], this.#expression],
      [[kinds.Variable], this.#variables],
      [[kinds.For], this.#for],
      [[kinds.ForOf], this.#forOf],
      [[kinds.Block, kinds.Switch], this.#scope],
    ];
    this.#readers = new Map(
      readers.flatMap(([each, reader]) =>
        each.map((kind) => [kind, reader.bind(this)]),
      ),
    );
  }

  /** @param {Source} source */
  read({ statements }) {
    statements.forEach((statement, index) => {
      // Variables of the module's own scope are globals.
      if (this.#is(statement, "Variable")) this.#children(statement);
      else this.#visit(statement, replaceIn(statements, index));
    });
    for (const variable of this.#captured) this.#finish(variable);
    for (const { node, taken } of this.#homes) {
      if (!node || taken.size === 0) continue;
      const captures = [...taken].map(([name, { variable, value }]) => {
        const actual = variable?.boxName ?? name;
        const build = new Build(node.range);
        return {
          name: actual,
          value: value && variable ? build.name(actual) : value,
        };
      });
      this.found.set(node, captures);
    }
    this.#captured.clear();
    this.#homes = [];
  }

  /**
   * @param {Range} range
   * @param {string} message
   */
  #refuse(range, message) {
    this.refused.push({ range, message });
  }

  /** @param {Variable} variable */
  #finish(variable) {
    if (!variable.assigned) return;
    const why = variable.box(variable);
    if (why !== null) {
      this.#refuse(variable.assigned.range, why);
      return;
    }
    const { boxName = variable.name } = variable;
    for (const { node, replace } of variable.uses) {
      const build = new Build(node.range);
      replace(build.member(build.name(boxName), VALUE));
    }
  }

  /**
   * @param {Node} node
   * @param {Replace} replace
   */
  #visit(node, replace) {
    const reader = this.#readers.get(node.kind);
    if (reader) reader(/** @type {never} */ (node), replace);
    else this.#children(node);
  }

  /** @param {import("assemblyscript").BinaryExpression} node */
  #binary(node) {
    const { Equals: first, Caret_Equals: last } = this.#tokens;
    const operator = Number(node.operator);
    if (operator >= first && operator <= last) this.#assign(node.left);
    this.#children(node);
  }

  /** @param {import("assemblyscript").UnaryExpression} node */
  #unary(node) {
    const { Plus_Plus: plus, Minus_Minus: minus } = this.#tokens;
    if ([plus, minus].includes(node.operator)) this.#assign(node.operand);
    this.#children(node);
  }

  /**
   * @param {import("assemblyscript").ExpressionStatement} node
   * @param {Replace} replace
   */
  #expression(node, replace) {
    const { expression } = node;
    const { declaration } = /** @type {Partial<FunctionExpression>} */ (
      expression
    );
    if (this.#is(expression, "Function") && declaration?.name.text !== "")
      this.#nestedFunction(node, replace);
    else this.#children(node);
  }

  /** @param {import("assemblyscript").VariableStatement} node */
  #variables({ declarations }) {
    for (const declaration of declarations) this.#declaration(declaration);
  }

  /** @param {Node} node */
  #scope(node) {
    this.#inScope(() => this.#children(node));
  }

  /**
   * @param {object} node
   * @param {string} name The kind's.
   */
  #is(node, name) {
    const { kind } = /** @type {{ kind?: number }} */ (node);
    return kind === this.#kinds[name];
  }

  /** @param {object} node */
  #children(node) {
    const isLiteral = "names" in node && "values" in node;
    const left = new Set(NAMES);
    // The label of a case is an expression.
    if (this.#is(node, "SwitchCase")) left.delete("label");
    const fields = /** @type {Record<string, unknown>} */ (node);
    for (const [key, value] of Object.entries(fields)) {
      if (left.has(key) || (isLiteral && key === "names")) continue;
      if (Array.isArray(value))
        value.forEach((each, index) => {
          if (this.#isRead(each)) this.#visit(each, replaceIn(value, index));
        });
      else if (this.#isRead(value)) this.#visit(value, replaceIn(fields, key));
    }
  }

  /**
   * Tells whether there may be expressions below a value.
   *
   * @param {unknown} value
   * @returns {value is Node}
   */
  #isRead(value) {
    if (!(value instanceof Object) || !("kind" in value) || !("range" in value))
      return false;
    const kinds = this.#kinds;
    return ![
      kinds.NamedType,
      kinds.FunctionType,
      kinds.TupleType,
      kinds.TypeName,
      kinds.TypeParameter,
      kinds.Parameter,
      kinds.Decorator,
      kinds.Import,
      kinds.Export,
      kinds.ExportImport,
      kinds.EnumDeclaration,
      kinds.TypeDeclaration,
      kinds.Source,
    ].includes(/** @type {Node} */ (value).kind);
  }

  /** @param {() => void} read */
  #inScope(read) {
    this.#scopes.push(new Map());
    read();
    this.#scopes.pop();
  }

  /**
   * @param {string} name
   * @param {Variable["box"]} box
   * @param {Node | null} [pending]
   * @returns {Variable}
   */
  #declare(name, box, pending = null) {
    const variable = {
      name,
      home: this.#home,
      uses: [],
      assigned: null,
      pending,
      isCaptured: false,
      box,
    };
    this.#scopes.at(-1)?.set(name, variable);
    return variable;
  }

  /** @param {string} name */
  #find(name) {
    return this.#scopes.findLast((scope) => scope.has(name))?.get(name);
  }

  /**
   * @param {import("assemblyscript").IdentifierExpression} node
   * @param {Replace} replace
   */
  #use(node, replace) {
    const variable = this.#find(node.text);
    if (!variable) return;
    variable.uses.push({ node, replace });
    for (
      let each = this.#home;
      each !== variable.home && each.parent;
      each = each.parent
    ) {
      const isOwn = variable.pending !== null && variable.pending === each.node;
      if (variable.pending && !isOwn && each.parent === variable.home)
        this.#refuse(
          node.range,
          `\`${node.text}\` is used here before it has its first value.`,
        );
      each.taken.set(node.text, { variable, value: isOwn ? null : node });
      this.#captured.add(variable);
    }
  }

  /** @param {Range} range */
  #useSuper(range) {
    if (this.#isInArrow()) this.#refuse(range, NO_SUPER);
  }

  #isInArrow() {
    return isArrow(this.#home.node);
  }

  /**
   * @param {Expression} node
   * @param {Replace} replace
   */
  #useThis(node, replace) {
    if (!this.#isInArrow()) return;
    const name = new Build(node.range).name(THIS);
    for (
      let each = this.#home;
      each.parent && isArrow(each.node);
      each = each.parent
    ) {
      const outer = each.parent.node;
      const isNested = isArrow(outer);
      each.taken.set(THIS, { variable: null, value: isNested ? name : node });
    }
    replace(name);
  }

  /** @param {Expression} target */
  #assign(target) {
    if (this.#is(target, "Parenthesized")) {
      const { expression } =
        /** @type {import("assemblyscript").ParenthesizedExpression} */ (
          target
        );
      this.#assign(expression);
      return;
    }
    if (!isIdentifier(target)) return;
    const variable = this.#find(target.text);
    if (!variable) return;
    if (this.#inHead.has(variable) && variable.home === this.#home) return;
    variable.assigned ??= target;
  }

  /** @param {FunctionExpression} node */
  #function(node) {
    const { signature, body } = node.declaration;
    /** @type {Home} */
    const own = { parent: this.#home, node, taken: new Map() };
    const head = this.#inHead;
    this.#homes.push(own);
    this.#home = own;
    this.#inHead = new Set();
    this.#inScope(() => {
      this.#parameters(signature.parameters, body);
      if (body) this.#inScope(() => this.#body(body));
    });
    this.#home = /** @type {Home} */ (own.parent);
    this.#inHead = head;
  }

  /** @param {Statement} body */
  #body(body) {
    if (this.#is(body, "Block")) this.#children(body);
    else this.#visit(body, () => {});
  }

  /**
   * Reads a function that sees nothing around it.
   *
   * @param {Separate} declaration
   */
  #separate({ signature, body, initializer }) {
    const scopes = this.#scopes;
    const around = this.#home;
    this.#scopes = [];
    this.#home = { parent: null, node: null, taken: new Map() };
    this.#inScope(() => {
      if (signature) this.#parameters(signature.parameters, body);
      if (body) this.#inScope(() => this.#body(body));
      if (initializer) this.#visit(initializer, () => {});
    });
    this.#scopes = scopes;
    this.#home = around;
  }

  /**
   * @param {import("assemblyscript").ParameterNode[]} parameters
   * @param {Statement | null | undefined} body
   */
  #parameters(parameters, body) {
    for (const parameter of parameters) {
      const { name } = parameter;
      if (parameter.initializer)
        this.#visit(parameter.initializer, replaceIn(parameter, "initializer"));
      this.#declare(name.text, (variable) =>
        body && this.#is(body, "Block")
          ? boxParameter(variable, name, body)
          : kept(variable),
      );
    }
  }

  /** @param {VariableDeclaration} declaration */
  #declaration(declaration) {
    const { initializer, name } = declaration;
    const variable = this.#declare(
      name.text,
      () => boxed(declaration),
      initializer,
    );
    if (initializer)
      this.#visit(initializer, replaceIn(declaration, "initializer"));
    variable.pending = null;
  }

  /**
   * Reads a function that is declared in another one, which becomes a constant where it
   * takes variables along.
   *
   * @param {import("assemblyscript").ExpressionStatement} statement
   * @param {Replace} replace
   */
  #nestedFunction(statement, replace) {
    const node = /** @type {FunctionExpression} */ (statement.expression);
    const { name } = node.declaration;
    const variable = this.#declare(name.text, kept, node);
    this.#function(node);
    variable.pending = null;
    const { taken } = /** @type {Home} */ (
      this.#homes.findLast((each) => each.node === node)
    );
    if (taken.size === 0) return;
    const build = new Build(name.range);
    replace(
      build.variables([build.declaration(build.name(name.text), node, CONST)]),
    );
  }

  /** @param {import("assemblyscript").ForStatement} statement */
  #for(statement) {
    this.#inScope(() => {
      const { initializer, condition, incrementor, body } = statement;
      if (initializer) this.#visit(initializer, () => {});
      const own = new Set(this.#scopes.at(-1)?.values());
      for (const variable of own) variable.box = kept;
      const around = this.#inHead;
      this.#inHead = new Set([...around, ...own]);
      if (condition) this.#visit(condition, replaceIn(statement, "condition"));
      if (incrementor)
        this.#visit(incrementor, replaceIn(statement, "incrementor"));
      this.#inHead = around;
      this.#visit(body, replaceIn(statement, "body"));
    });
  }

  /** @param {import("assemblyscript").ForOfStatement} statement */
  #forOf(statement) {
    this.#visit(statement.iterable, replaceIn(statement, "iterable"));
    const { variable: target } = statement;
    const { declarations = [], expression } =
      /** @type {Partial<import("assemblyscript").VariableStatement & import("assemblyscript").ExpressionStatement>} */ (
        target
      );
    this.#inScope(() => {
      if (expression) {
        this.#assign(expression);
        this.#visit(expression, replaceIn(target, "expression"));
      }
      for (const declaration of declarations)
        this.#loopVariable(statement, declaration);
      this.#visit(statement.body, replaceIn(statement, "body"));
    });
  }

  /**
   * @param {import("assemblyscript").ForOfStatement} statement
   * @param {VariableDeclaration} declaration
   */
  #loopVariable(statement, declaration) {
    const pattern = patternOf(declaration);
    for (const name of pattern ? namesOf(pattern) : [])
      this.#declare(name, kept);
    if (pattern) return;
    const { name } = declaration;
    this.#declare(name.text, () => boxLoopVariable(statement, declaration));
  }
}
