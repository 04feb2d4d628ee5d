import { testRule } from "./test-rule.ts";

const filter = (
  answered: string,
  end: string,
) => `class Auth extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const call = new HttpCall("auth").path("/");
    const status = call.send<Auth>(this, (self, answer) => {
      ${answered}
    });
    if (status != Status.Ok) return FilterHeadersStatus.Continue;
    ${end}
  }
}
registerHttpContext<Auth>("auth");`;

const CONTINUE = "return FilterHeadersStatus.Continue;";

testRule("continue-while-waiting", {
  valid: [
    filter(
      "self.continueRequest();",
      "return FilterHeadersStatus.StopAllIterationAndWatermark;",
    ),
    // It decides about nothing.
    filter('log.info("answered");', CONTINUE),
  ],
  invalid: [
    { code: filter("self.continueRequest();", CONTINUE), errors: ["waits"] },
    {
      code: filter("self.sendLocalResponse(new LocalResponse(403));", CONTINUE),
      errors: ["waits"],
    },
  ],
});
