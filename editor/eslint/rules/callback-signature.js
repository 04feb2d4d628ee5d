import ts from "typescript";
import { callbacksOf, signatureOf } from "../base/callbacks.js";
import { createRule } from "../base/create-rule.js";
import { kindOfType } from "../base/kinds.js";
import { Types } from "../base/types.js";

/** @typedef {import("@typescript-eslint/utils").TSESTree.MethodDefinition} MethodDefinition */

export const callbackSignature = createRule({
  name: "callback-signature",
  description: "a callback with other parameters or another result",
  why: "The proxy passes numbers and reads the result as one: `true` as a status would be StopIteration. To TypeScript `i32`, `bool` and `number` are nearly the same, to the compiler they are not.",
  bad: `class Filter extends HttpContext {
  onRequestHeaders(count: number, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.Continue;
  }
  onResponseBody(size: i32, endOfStream: bool): i32 {
    return 0;
  }
}
registerHttpContext<Filter>("filter");`,
  good: `class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.Continue;
  }
  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    return FilterDataStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`,
  messages: {
    signature: "The proxy calls {{signature}}: declare it so.",
    declare: "Declare {{signature}}.",
  },
  suggests: true,
  create(context) {
    const types = new Types(context);
    const { sourceCode } = context;
    return {
      ClassDeclaration(node) {
        const base = types.sdkBaseOf(node);
        if (!base) return;
        const callbacks = callbacksOf(types, base);
        for (const member of node.body.body) {
          if (member.type !== "MethodDefinition") continue;
          const { key, value } = member;
          if (key.type !== "Identifier" || member.kind !== "method") continue;
          const ours = callbacks.get(key.name);
          if (!ours || isSame(types, member, ours)) continue;
          const signature = signatureOf(ours);
          const end = value.body?.range[0];
          context.report({
            node: key,
            messageId: "signature",
            data: { signature },
            suggest:
              end === undefined
                ? []
                : [
                    {
                      messageId: "declare",
                      data: { signature },
                      fix: (fixer) => {
                        const text = sourceCode.text.slice(key.range[0], end);
                        const space = /\s*$/.exec(text)?.[0] ?? "";
                        return fixer.replaceTextRange(
                          [key.range[0], end],
                          signature + space,
                        );
                      },
                    },
                  ],
          });
        }
      },
    };
  },
});

/**
 * @param {Types} types
 * @param {MethodDefinition} member
 * @param {ts.MethodDeclaration} ours
 */
function isSame(types, member, ours) {
  const own = types.nodeOf(member);
  if (!ts.isMethodDeclaration(own)) return true;
  const [parameters, wanted] = [own, ours].map((each) =>
    each.parameters.map(({ type }) => typeName(types, type)),
  );
  const [result, expected] = [own, ours].map(({ type }) =>
    typeName(types, type),
  );
  if (parameters?.length !== wanted?.length) return false;
  const isResult =
    result === expected || (expected !== undefined && isClass(expected));
  return (
    isResult &&
    (parameters ?? []).every((each, index) => {
      const other = wanted?.[index];
      return each === other || (isEnum(types, ours, index) && each === "i32");
    })
  );
}

/**
 * @param {Types} types
 * @param {ts.TypeNode | undefined} type
 */
function typeName({ checker }, type) {
  const kind = kindOfType(checker, type);
  return kind === undefined || kind === "enum" ? type?.getText() : kind;
}

/**
 * A parameter may be the number that it is, for an enum.
 *
 * @param {Types} types
 * @param {ts.MethodDeclaration} ours
 * @param {number} index
 */
function isEnum({ checker }, ours, index) {
  return kindOfType(checker, ours.parameters[index]?.type) === "enum";
}

/** A context may be one of a class below. @param {string} name */
function isClass(name) {
  return /Context\b/.test(name);
}
