import { testRule } from "./test-rule.ts";

testRule("trapping-call", {
  valid: [
    'const path = this.request.headers.get(":path")!;',
    "const text = percentDecode(count.toString());",
    'const text = decodeURIComponent("a%20b");',
    'const json = parseJson("{}")!;',
    'const json = parseJson("[1]")!;\nfor (let i = 0; i < json.length; i++) log.info(json.at(i)!.textOr("none"));',
    "const random = randomBytes(8);",
    "const text = count.toString().charAt(3);",
  ],
  invalid: [
    {
      code: 'const user = this.request.headers.get("x-user")!;',
      errors: ["nonNull"],
    },
    {
      code: "const text = decodeURIComponent(count.toString());",
      errors: ["call"],
    },
    {
      code: "const text = encodeURIComponent(count.toString());",
      errors: ["call"],
    },
    { code: "const time = Date.parse(count.toString());", errors: ["call"] },
    {
      code: "const time = Date.fromString(count.toString());",
      errors: ["call"],
    },
    { code: "const last = count.toString().at(-1);", errors: ["call"] },
    {
      code: "const json = parseJson(this.request.body.text())!;",
      errors: ["nonNull"],
    },
    { code: "crypto.getRandomValues(new Uint8Array(8));", errors: ["random"] },
  ],
});
