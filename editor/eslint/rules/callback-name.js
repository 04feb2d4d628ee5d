import {
  nearestCallback,
  notCalled,
} from "../../../transform/diagnostics/nearest-callback.js";
import { callbacksOf } from "../base/callbacks.js";
import { createRule } from "../base/create-rule.js";
import { Types } from "../base/types.js";

export const callbackName = createRule({
  name: "callback-name",
  description: "a method that is nearly named as a callback",
  why: "The proxy calls callbacks by their names. The compiler refuses a method that has nearly the name of one, or the name that another SDK has for it.",
  bad: `class Filter extends HttpContext {
  onRequestHeader(count: i32, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`,
  good: `class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`,
  messages: {
    name: "{{sentence}}",
    rename: "Name it {{callback}}.",
  },
  suggests: true,
  create(context) {
    const types = new Types(context);
    const text = context.sourceCode.getText();
    return {
      ClassDeclaration(node) {
        const base = types.sdkBaseOf(node);
        if (!base) return;
        const callbacks = [...callbacksOf(types, base).keys()];
        for (const member of node.body.body) {
          if (member.type !== "MethodDefinition") continue;
          const { key } = member;
          if (key.type !== "Identifier" || callbacks.includes(key.name))
            continue;
          // One that is called somewhere may have any name.
          if (text.includes(`.${key.name}(`)) continue;
          const callback = nearestCallback(callbacks, key.name);
          if (callback === undefined) continue;
          const isConstructor = callback === "constructor";
          const advice = isConstructor
            ? "write a constructor"
            : `write ${callback}`;
          context.report({
            node: key,
            messageId: "name",
            data: { sentence: notCalled(key.name, advice) },
            suggest: isConstructor
              ? []
              : [
                  {
                    messageId: "rename",
                    data: { callback },
                    fix: (fixer) => fixer.replaceText(key, callback),
                  },
                ],
          });
        }
      },
    };
  },
});
