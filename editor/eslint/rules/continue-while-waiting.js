import { createRule } from "../base/create-rule.js";
import { methodAround } from "../base/filter-classes.js";
import { nameOf } from "../base/messages.js";
import { Types } from "../base/types.js";

/** @typedef {import("@typescript-eslint/utils").TSESTree.Node} Node */

const CALLS = ["HttpCall.send", "GrpcCall.send"];

export const continueWhileWaiting = createRule({
  name: "continue-while-waiting",
  description: "a request that goes on before the answer that decides about it",
  why: "A call returns at once. Where its callback continues the request, or answers it, the callback that sent it has to stop the request: with Continue the request is at the server before the answer arrives.",
  bad: `class Auth extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const call = new HttpCall("auth").path("/");
    const status = call.send<Auth>(this, (self, answer) => {
      self.continueRequest();
    });
    if (status != Status.Ok) log.error("no authority");
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Auth>("auth");`,
  good: `class Auth extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const call = new HttpCall("auth").path("/");
    const status = call.send<Auth>(this, (self, answer) => {
      self.continueRequest();
    });
    return status == Status.Ok
      ? FilterHeadersStatus.StopAllIterationAndWatermark
      : FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Auth>("auth");`,
  messages: {
    waits:
      "The callback of the call above decides about this {{what}}, which Continue lets go at once: return {{stop}}.",
  },
  create(context) {
    const types = new Types(context);
    return {
      CallExpression(node) {
        const name = types.sdkName(node.callee);
        if (name === undefined || !CALLS.includes(name)) return;
        const callback = node.arguments[1];
        if (!callback) return;
        const text = context.sourceCode.getText(callback);
        const decides =
          /\.(continue(Request|Response)|sendLocalResponse)\(/.exec(text);
        const key = methodAround(node)?.key;
        if (!decides || key?.type !== "Identifier") return;
        const found = /^on(Request|Response)(Headers|Body)$/.exec(key.name);
        if (!found) return;
        const end = returnAfter(node);
        if (!end) return;
        const what = found[1] === "Request" ? "request" : "response";
        const stop =
          found[2] === "Headers"
            ? "StopAllIterationAndWatermark"
            : "StopIterationAndBuffer";
        context.report({ node: end, messageId: "waits", data: { what, stop } });
      },
    };
  },
});

/**
 * Returns the `return …Status.Continue` that always follows a node.
 *
 * @param {Node} node
 */
function returnAfter(node) {
  /** @type {Node} */
  let at = node;
  while (at.parent && at.parent.type !== "BlockStatement") at = at.parent;
  const block = at.parent;
  if (block?.type !== "BlockStatement") return undefined;
  const index = block.body.findIndex((each) => each === at);
  const [end] = block.body.slice(index).filter(isReturn);
  const value = end?.argument;
  return value?.type === "MemberExpression" && nameOf(value) === "Continue"
    ? end
    : undefined;
}

/**
 * @param {Node} node
 * @returns {node is import("@typescript-eslint/utils").TSESTree.ReturnStatement}
 */
function isReturn(node) {
  return node.type === "ReturnStatement";
}
