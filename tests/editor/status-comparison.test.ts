import { testRule } from "./test-rule.ts";

const SENT = "const sent = this.sendLocalResponse(new LocalResponse(403));\n";

testRule("status-comparison", {
  valid: [
    `${SENT}if (sent == Status.Ok) log.info("sent");`,
    `${SENT}if (sent == 0) log.info("sent");`,
    "if (count == 200) log.info('fine');",
    `${SENT}switch (sent) {\n  case Status.Ok:\n    log.info("sent");\n}`,
    "const status = endOfStream ? FilterHeadersStatus.Continue : FilterHeadersStatus.StopIteration;\nif (status != FilterHeadersStatus.Continue) log.info('held');",
  ],
  invalid: [
    { code: "if (count == Status.Ok) log.info('fine');", errors: ["number"] },
    { code: "if (Status.Ok != count) log.info('fine');", errors: ["number"] },
    {
      code: `${SENT}if (sent == FilterHeadersStatus.Continue) log.info("sent");`,
      errors: ["other"],
    },
    {
      code: "switch (count) {\n  case GrpcStatus.Ok:\n    log.info('fine');\n}",
      errors: ["number"],
    },
    {
      code: `${SENT}switch (sent) {\n  case GrpcStatus.Ok:\n    log.info("sent");\n}`,
      errors: ["other"],
    },
  ],
});
