import { createRule } from "../base/create-rule.js";
import { classAround, methodsOf } from "../base/filter-classes.js";
import {
  isBodyEdit,
  onlyContinues,
  sideOf,
  statusesOf,
} from "../base/messages.js";
import { Types } from "../base/types.js";

export const staleContentLength = createRule({
  name: "stale-content-length",
  description: "a body that is changed after its `content-length` has gone on",
  why: "The message is broken then: who receives it reads as many bytes as were announced, and takes the rest for another message.",
  bad: `class Filter extends HttpContext {
  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.response.body.set("another body");
    return FilterDataStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`,
  good: `class Filter extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.delete("content-length");
    return FilterHeadersStatus.Continue;
  }
  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.response.body.set("another body");
    return FilterDataStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`,
  messages: {
    stale:
      'The {{side}}\'s content-length goes on before its body is changed, which breaks the message: call {{side}}.headers.delete("content-length") in {{headers}}.',
  },
  create(context) {
    const types = new Types(context);
    return {
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== "MemberExpression") return;
        if (!isBodyEdit(types.sdkName(callee))) return;
        const side = sideOf(types, callee.object, "body");
        const owner = classAround(node);
        if (side === undefined || !owner) return;
        if (types.sdkBaseOf(owner)?.symbol.name !== "HttpContext") return;
        const headers =
          side === "request" ? "onRequestHeaders" : "onResponseHeaders";
        const method = methodsOf(owner).get(headers);
        // What is held loses its length by itself.
        if (!onlyContinues(statusesOf(context.sourceCode, method))) return;
        const text = context.sourceCode.getText(owner);
        if (/content-length/i.test(text)) return;
        context.report({ node, messageId: "stale", data: { side, headers } });
      },
    };
  },
});
