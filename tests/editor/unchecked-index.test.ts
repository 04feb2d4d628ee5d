import { testRule } from "./test-rule.ts";

const PARTS = 'const parts = "a b".split(" ");\n';
const PLANS = "const plans = new Map<string, string>();\n";

testRule("unchecked-index", {
  valid: [
    `${PARTS}log.info(parts[0]);`,
    `${PARTS}if (parts.length > 1) log.info(parts[1]);`,
    `${PARTS}for (let i = 0; i < parts.length; i++) log.info(parts[i]);`,
    `${PARTS}const second = itemAt(parts, 1);`,
    'const names = ["a", "b"];\nlog.info(names[1]);',
    'const names = ["a"];\nwhile (names.length > 0) log.info(names.pop());',
    `${PLANS}if (plans.has("free")) log.info(plans.get("free"));`,
    `${PLANS}const names = plans.keys();\nfor (let i = 0; i < names.length; i++) log.info(plans.get(names[i]));`,
    `${PLANS}const plan = getOrNull(plans, "free");`,
    'log.info("abc"[1]);',
  ],
  invalid: [
    {
      code: `${PARTS}log.info(parts[1]);`,
      errors: [
        {
          id: "split",
          suggest: { itemAt: `${PARTS}log.info(itemAt(parts, 1));` },
        },
      ],
    },
    {
      code: 'log.info("a b".split(" ")[count]);',
      errors: [
        {
          id: "split",
          suggest: { itemAt: 'log.info(itemAt("a b".split(" "), count));' },
        },
      ],
    },
    { code: 'const names = ["a"];\nlog.info(names.pop());', errors: ["take"] },
    {
      code: 'const names = ["a"];\nlog.info(names.shift());',
      errors: ["take"],
    },
    {
      code: `${PLANS}log.info(plans.get("free"));`,
      errors: [
        {
          id: "get",
          suggest: { getOrNull: `${PLANS}log.info(getOrNull(plans, "free"));` },
        },
      ],
    },
    {
      code: 'const limits = new Map<string, i32>();\nconst limit = limits.get("free");',
      errors: ["get"],
    },
  ],
});
