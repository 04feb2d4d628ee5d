import { createRule } from "../base/create-rule.js";
import { functionAround } from "../base/filter-classes.js";
import { Types } from "../base/types.js";

/**
 * @typedef {import("@typescript-eslint/utils").TSESTree.Node} Node
 * @typedef {import("../base/create-rule.js").Context} Context
 */

/** What asks the proxy for more than its log, its clocks and random bytes. */
const ASKS =
  /^(SharedData|SharedQueue|Counter|Gauge|Histogram|HttpCall|GrpcCall|GrpcStream)\.(?!(method|path|authority|header|headerBytes|text|bytes|timeout|metadata|of)$)|^\w*Properties\.|^(get|set|declare)Property|^(callForeignFunction|compress|uncompress|clearRouteCache|setEnvoyFilterState|logLevel)$|^Expression\.create$|^(PublicKey|PrivateKey)\.(verify|sign)$/;

export const moduleScopeCall = createRule({
  name: "module-scope-call",
  description: "a call of the proxy while the module loads",
  why: "Initializers of globals and static fields, and the constructors and functions that they call, run before the proxy answers calls. Envoy then refuses the module: `_initialize failed: Uncaught Error: restricted_callback`. Only the log, the clocks, random bytes and the environment work there.",
  bad: `const started = SharedData.get("started");
class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    if (started != null) log.info("started");
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`,
  good: `class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const started = SharedData.get("started");
    if (started != null) log.info("started");
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`,
  messages: {
    direct:
      "{{name}} asks the proxy, which does not answer while the module loads: call it in onConfigure, or when it is first needed.",
    through:
      "{{via}} calls {{name}}, which asks the proxy, and the proxy does not answer while the module loads: call it in onConfigure, or when it is first needed.",
  },
  create(context) {
    const types = new Types(context);
    /** @type {{ node: Node, name: string }[]} */
    const asking = [];
    /** @type {{ node: Node, target: Node }[]} */
    const calls = [];

    /**
     * @param {Node} node
     * @param {Node} callee
     */
    const note = (node, callee) => {
      const name = types.sdkName(callee);
      if (name !== undefined && ASKS.test(name)) asking.push({ node, name });
    };

    /** @param {import("@typescript-eslint/utils").TSESTree.CallExpression | import("@typescript-eslint/utils").TSESTree.NewExpression} node */
    const noteCall = (node) => {
      const target = types.declarationHere(node.callee);
      if (target) calls.push({ node, target });
    };

    return {
      CallExpression(node) {
        note(node, node.callee);
        noteCall(node);
      },
      NewExpression: noteCall,
      MemberExpression(node) {
        if (types.isGetter(node)) note(node, node);
      },
      "Program:exit"() {
        for (const { node, name } of asking) {
          if (runsAtStart(node) === undefined) {
            context.report({ node, messageId: "direct", data: { name } });
            continue;
          }
          for (const call of callsAtStart(node, calls)) {
            const via = context.sourceCode.getText(
              /** @type {import("@typescript-eslint/utils").TSESTree.CallExpression} */ (
                call
              ).callee,
            );
            context.report({
              node: call,
              messageId: "through",
              data: { via, name },
            });
          }
        }
      },
    };
  },
});

/**
 * Returns what has to be called for a node to run, or undefined if the module's start
 * runs it: a function, or a class for its constructor and its fields.
 *
 * @param {Node} node
 * @returns {Node | undefined}
 */
function runsAtStart(node) {
  let at = node;
  while (at.parent) {
    const { parent } = at;
    if (parent.type === "PropertyDefinition" && parent.value === at) {
      return parent.static ? undefined : parent.parent.parent;
    }
    if (parent.type === "MethodDefinition") {
      return parent.kind === "constructor" ? parent.parent.parent : parent;
    }
    if (
      parent.type === "FunctionDeclaration" ||
      parent.type === "ArrowFunctionExpression"
    ) {
      return parent;
    }
    at = parent;
  }
  return undefined;
}

/**
 * Returns the calls in module scope that lead to a node.
 *
 * @param {Node} node
 * @param {{ node: Node, target: Node }[]} calls
 * @param {Set<Node>} seen
 * @returns {Node[]}
 */
function callsAtStart(node, calls, seen = new Set()) {
  const owner = runsAtStart(node);
  if (!owner || seen.has(owner)) return [];
  seen.add(owner);
  return calls
    .filter(({ target }) => target === owner)
    .flatMap((call) =>
      functionAround(call.node) === undefined &&
      runsAtStart(call.node) === undefined
        ? [call.node]
        : callsAtStart(call.node, calls, seen),
    );
}
