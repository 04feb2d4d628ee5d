import { createRule } from "../base/create-rule.js";
import {
  classAround,
  methodAround,
  methodsOf,
} from "../base/filter-classes.js";
import {
  isHeaderEdit,
  nameOf,
  onlyContinues,
  sideOf,
  statusesOf,
} from "../base/messages.js";
import { Types } from "../base/types.js";

/**
 * @typedef {import("@typescript-eslint/utils").TSESTree.CallExpression} CallExpression
 * @typedef {import("@typescript-eslint/utils").TSESTree.Node} Node
 * @typedef {import("../base/create-rule.js").Context} Context
 */

export const headerPhase = createRule({
  name: "header-phase",
  description: "headers that are used when the proxy does not have them",
  why: "Headers that have gone on cannot be read or changed: `get` is then null, and an edit answers `Status.BadArgument`. They go on when their callback returns Continue and with `continueRequest` or `continueResponse`. The response's headers are not there before `onResponseHeaders`.",
  bad: `class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-filter", "seen");
    return FilterHeadersStatus.Continue;
  }
  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    this.request.headers.set("x-size", size.toString());
    return FilterDataStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`,
  good: `class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return endOfStream
      ? FilterHeadersStatus.Continue
      : FilterHeadersStatus.StopIteration;
  }
  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.request.headers.set("x-size", size.toString());
    return FilterDataStatus.Continue;
  }
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-filter", "seen");
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`,
  messages: {
    early:
      "There is no response yet in {{callback}}, so this does nothing: do it in onResponseHeaders.",
    gone: "The request's headers have gone on before {{callback}}, so this {{effect}}: do it in onRequestHeaders, and keep what you need in a field.",
    passed:
      "The headers go on before {{callback}}, as {{headers}} never stops them, so this {{effect}}: do it in {{headers}}, or return StopIteration there.",
    continued:
      "After {{call}} the headers are gone, so this {{effect}}: do it before.",
  },
  create(context) {
    const types = new Types(context);
    return {
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== "MemberExpression") return;
        const name = types.sdkName(callee);
        if (!name?.startsWith("HeaderMap.")) return;
        const side = sideOf(types, callee.object, "headers");
        if (side === undefined) return;
        const effect = isHeaderEdit(name) ? "changes nothing" : "finds nothing";
        const found =
          afterContinue(context, node, side) ??
          (isDirect(node) ? wrongCallback(context, node, side) : undefined);
        if (found) {
          const { messageId, data } = found;
          context.report({ node, messageId, data: { ...data, effect } });
        }
      },
    };
  },
});

/**
 * Tells a call in a method itself from one in a function inside it, which is called
 * later.
 *
 * @param {Node} node
 */
function isDirect(node) {
  let at = node.parent;
  while (at && at.type !== "MethodDefinition") {
    if (at.type === "ArrowFunctionExpression") return false;
    at = at.parent;
  }
  return at !== undefined;
}

/**
 * @param {Context} context
 * @param {Node} node
 * @param {"request" | "response"} side
 */
function wrongCallback({ sourceCode }, node, side) {
  const method = methodAround(node);
  const owner = classAround(node);
  if (!method || !owner || method.key.type !== "Identifier") return undefined;
  const callback = method.key.name;
  const found = /^on(Request|Response)(Headers|Body|Trailers)$/.exec(callback);
  if (!found) return undefined;
  const [, of, part] = found;
  const data = { callback };
  if (side === "response" && of === "Request") {
    return { messageId: /** @type {const} */ ("early"), data };
  }
  const headers = side === "request" ? "onRequestHeaders" : "onResponseHeaders";
  const statuses = statusesOf(sourceCode, methodsOf(owner).get(headers));
  if (!onlyContinues(statuses)) return undefined;
  if (side === "request" && of === "Response") {
    return { messageId: /** @type {const} */ ("gone"), data };
  }
  return part === "Headers"
    ? undefined
    : {
        messageId: /** @type {const} */ ("passed"),
        data: { ...data, headers },
      };
}

/**
 * Finds a call of continueRequest or continueResponse in an earlier statement of the
 * blocks around.
 *
 * @param {Context} context
 * @param {Node} node
 * @param {"request" | "response"} side
 */
function afterContinue(context, node, side) {
  const wanted = side === "request" ? "continueRequest" : "continueResponse";
  /** @type {Node} */
  let at = node;
  while (at.parent) {
    const { parent } = at;
    if (parent.type === "BlockStatement") {
      const index = parent.body.findIndex((each) => each === at);
      const call = parent.body
        .slice(0, Math.max(index, 0))
        .some((each) => isCallOf(each, wanted));
      if (call) {
        return {
          messageId: /** @type {const} */ ("continued"),
          data: { call: wanted },
        };
      }
    }
    if (parent.type === "FunctionExpression") return undefined;
    if (parent.type === "ArrowFunctionExpression") return undefined;
    at = parent;
  }
  return undefined;
}

/**
 * @param {Node} statement
 * @param {string} name
 */
function isCallOf(statement, name) {
  return (
    statement.type === "ExpressionStatement" &&
    statement.expression.type === "CallExpression" &&
    statement.expression.callee.type === "MemberExpression" &&
    nameOf(statement.expression.callee) === name
  );
}
