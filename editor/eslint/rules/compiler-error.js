import { existsSync, readFileSync } from "node:fs";
import { createRule } from "../base/create-rule.js";
import { compileErrors } from "../compiler/compile.js";
import { parseErrors } from "../compiler/parse.js";

/** What `callback-name` and `callback-signature` say, with quick fixes. */
const SAID_BY_OTHERS = /^(User-defined: )?The proxy (does not call|calls) /;

export const compilerError = createRule({
  name: "compiler-error",
  description: "what the compiler refuses, and TypeScript accepts",
  why: "The editor reads a filter as TypeScript, which knows syntax and types that AssemblyScript lacks. This rule asks the compiler: its parser while you write, and the whole of it once the file is saved. It says what the build says.",
  bad: `const pair: [string, i32] = ["retries", count];
log.info(pair[0]);`,
  good: `const name = "retries";
log.info(name);`,
  messages: { error: "{{text}}" },
  inSpecs: true,
  create(context) {
    const { sourceCode, filename } = context;
    return {
      Program() {
        const { text } = sourceCode;
        const isSaved =
          existsSync(filename) && readFileSync(filename, "utf8") === text;
        const found =
          (isSaved ? compileErrors(filename) : undefined) ?? parseErrors(text);
        for (const { code, message, start, end } of found) {
          if (SAID_BY_OTHERS.test(message)) continue;
          const [own, ...added] = message.split("\n  ");
          const name = `${code < 1000 ? "AS" : "TS"}${code}: ${own}`;
          context.report({
            loc: {
              start: sourceCode.getLocFromIndex(start),
              end: sourceCode.getLocFromIndex(Math.min(end, text.length)),
            },
            messageId: "error",
            data: { text: [name, ...added].join(" ") },
          });
        }
      },
    };
  },
});
