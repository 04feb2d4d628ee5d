import { join } from "node:path";
import { describe, it } from "node:test";
import { RuleTester } from "eslint";
import tseslint from "typescript-eslint";
import { plugin } from "../../editor/eslint/index.js";
import { filterOf } from "./filter-of.ts";

/** What a rule says about a case, in the order of the lines. */
export interface Finding {
  id: string;
  /** What each suggestion makes of the case, by its message's id. */
  suggest?: Record<string, string>;
}

export interface RuleCases {
  valid: string[];
  invalid: { code: string; errors: (string | Finding)[]; output?: string }[];
}

RuleTester.describe = describe;
RuleTester.it = it;

const PROJECT = join(import.meta.dirname, "project");

const tester = new RuleTester({
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: true, tsconfigRootDir: PROJECT },
  },
});

/** Tests a rule on whole files, or on statements inside a callback. */
export function testRule(name: string, cases: RuleCases): void {
  const rule = plugin.rules?.[name];
  if (!rule) throw new Error(`Cannot test ${name}: there is no such rule`);
  const filename = join(PROJECT, "assembly/index.ts");
  tester.run(name, rule, {
    valid: cases.valid.map((code) => ({
      name: code,
      code: filterOf(code),
      filename,
    })),
    invalid: cases.invalid.map(({ code, errors, output }) => ({
      name: code,
      code: filterOf(code),
      filename,
      output: output === undefined ? null : filterOf(output),
      errors: errors.map((each) =>
        typeof each === "string" ? { messageId: each } : findingOf(each),
      ),
    })),
  });
}

function findingOf({ id, suggest = {} }: Finding) {
  const suggestions = Object.entries(suggest).map(([messageId, code]) => ({
    messageId,
    output: filterOf(code),
  }));
  return { messageId: id, suggestions };
}
