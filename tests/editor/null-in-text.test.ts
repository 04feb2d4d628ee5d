import { testRule } from "./test-rule.ts";

const USER = 'const user = this.request.headers.get("x-user");\n';

testRule("null-in-text", {
  valid: [
    `${USER}if (user != null) log.info(\`user \${user}\`);`,
    `${USER}if (user != null) log.info("user " + user);`,
    "log.info(`count ${count} ${endOfStream}`);",
    "const sum = count + 1;",
  ],
  invalid: [
    {
      code: `${USER}log.info(\`user \${user}\`);`,
      errors: [
        {
          id: "template",
          suggest: {
            choose: `${USER}log.info(\`user \${(user != null ? user : "")}\`);`,
          },
        },
      ],
    },
    {
      code: 'log.info(`user ${this.request.headers.get("x-user")}`);',
      errors: ["template"],
    },
    {
      code: `${USER}log.info("user " + user);`,
      errors: [
        {
          id: "concat",
          suggest: {
            choose: `${USER}log.info("user " + (user != null ? user : ""));`,
          },
        },
      ],
    },
  ],
});
