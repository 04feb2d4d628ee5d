import { testRule } from "./test-rule.ts";

testRule("integer-division", {
  valid: [
    "const half = 7.0 / 2.0;",
    "const half: f64 = 7 / 2;",
    "const half = <f64>(7 / 2);",
    "const half = 8 / 2;",
    "const half: i32 = 7 / 2;",
    "const pages: i32 = count / 10;",
    "const pages = count / 10;",
    "const seconds = Date.now() / 1000;",
    "const middle = [1, 2, 3][count / 2];",
    "const ratio = <f64>count / 3;",
    "const ratio = <f64>count / <f64>3;",
    "const share: f64 = parseFloat('1') / 3;",
    "const bytes = new Uint8Array(count / 2);",
  ],
  invalid: [
    {
      code: "const half = 7 / 2;",
      errors: [
        {
          id: "literals",
          suggest: {
            convert: "const half = 7.0 / 2.0;",
            truncate: "const half = <i32>(7 / 2);",
          },
        },
      ],
    },
    {
      code: "const used = 1;\nconst limit = 3;\nlog.info((used / limit).toString());",
      errors: [
        {
          id: "literals",
          suggest: {
            convert:
              "const used = 1;\nconst limit = 3;\nlog.info((<f64>used / <f64>limit).toString());",
            truncate:
              "const used = 1;\nconst limit = 3;\nlog.info((<i32>(used / limit)).toString());",
          },
        },
      ],
    },
    {
      code: "const ratio: f64 = count / 3;",
      errors: [
        {
          id: "fraction",
          suggest: { convert: "const ratio: f64 = <f64>count / 3.0;" },
        },
      ],
    },
    {
      code: "const ratio = <f64>(count / 3);",
      errors: [
        {
          id: "fraction",
          suggest: { convert: "const ratio = <f64>(<f64>count / 3.0);" },
        },
      ],
    },
    {
      code: "const bytes = new Uint8Array(4);\nlog.info(Math.sqrt(bytes[0] / 2).toString());",
      errors: [
        {
          id: "fraction",
          suggest: {
            convert:
              "const bytes = new Uint8Array(4);\nlog.info(Math.sqrt(<f64>(bytes[0]) / 2.0).toString());",
          },
        },
      ],
    },
    {
      code: "const percent = count / this.request.headers.size * 100;",
      errors: [
        {
          id: "percent",
          suggest: {
            convert:
              "const percent = <f64>count / <f64>this.request.headers.size * 100;",
          },
        },
      ],
    },
    {
      code: "if (count / 3 > 0.5) log.info('many');",
      errors: [
        {
          id: "compared",
          suggest: {
            convert: "if (<f64>count / 3.0 > 0.5) log.info('many');",
          },
        },
      ],
    },
  ],
});
