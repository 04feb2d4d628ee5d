import { testRule } from "./test-rule.ts";

const PATH = "const path = this.id.toString().trim();\n";
const NAME = 'const name = this.request.headers.get("x-name");\n';

testRule("string-truth", {
  valid: [
    `${PATH}if (path.length > 0) log.info(path);`,
    `${NAME}if (name != null && name.length > 0) log.info(name);`,
    `${NAME}if (!name) log.info("none");`,
    `${NAME}if (!(name || this.id > 0)) log.info("none");`.replace(
      "name ||",
      "name == null ||",
    ),
    "if (this.id > 0 || endOfStream) log.info('a');",
    "if (count) log.info('a');",
  ],
  invalid: [
    {
      code: `${PATH}if (path) log.info(path);`,
      errors: [
        {
          id: "always",
          suggest: { askLength: `${PATH}if (path.length > 0) log.info(path);` },
        },
      ],
    },
    {
      code: `${NAME}const other = name ? name : "nobody";`,
      errors: [
        {
          id: "notNull",
          suggest: {
            askNull: `${NAME}const other = name != null ? name : "nobody";`,
            askBoth: `${NAME}const other = name != null && name.length > 0 ? name : "nobody";`,
          },
        },
      ],
    },
    {
      code: `${NAME}if (endOfStream && name) log.info("a");`,
      errors: [
        {
          id: "notNull",
          suggest: {
            askNull: `${NAME}if (endOfStream && (name != null)) log.info("a");`,
            askBoth: `${NAME}if (endOfStream && (name != null && name.length > 0)) log.info("a");`,
          },
        },
      ],
    },
    {
      code: `${NAME}const other = name || "nobody";`,
      errors: [
        {
          id: "or",
          suggest: {
            askNull: `${NAME}const other = (name != null ? name : "nobody");`,
            askBoth: `${NAME}const other = (name != null && name.length > 0 ? name : "nobody");`,
          },
        },
      ],
    },
    {
      code: 'log.info("a".trim() || "none");',
      errors: ["or"],
    },
    {
      code: `${PATH}while (path) log.info(path);`,
      errors: [
        {
          id: "always",
          suggest: {
            askLength: `${PATH}while (path.length > 0) log.info(path);`,
          },
        },
      ],
    },
  ],
});
