import { createRule } from "../base/create-rule.js";
import { Types } from "../base/types.js";

const NOT_CALLED = "nothing is sent and its callback is never called";
const NOT_KEPT = "nothing is kept";

/** What a refusal means, for each call that something waits or relies on. */
const MEANINGS = /** @type {Record<string, string>} */ ({
  "HttpCall.send": NOT_CALLED,
  "HttpCall.dispatch": NOT_CALLED,
  "GrpcCall.send": NOT_CALLED,
  "GrpcCall.dispatch": NOT_CALLED,
  "GrpcStream.open": "the stream is not opened and no callback is ever called",
  "GrpcStream.send": "the message is not sent",
  "RootContext.resolveDns": "onResolveDns is never called",
  "RootContext.setTickPeriod": "onTick is never called",
  "SharedData.set": NOT_KEPT,
  "SharedData.setBytes": NOT_KEPT,
  "SharedData.create": NOT_KEPT,
  "SharedData.createBytes": NOT_KEPT,
  "SharedData.compareAndSet": NOT_KEPT,
  "SharedData.compareAndSetBytes": NOT_KEPT,
  "SharedQueue.enqueue": "the item is lost",
  "SharedQueue.enqueueBytes": "the item is lost",
  "HeaderMap.replaceAll": "all headers stay as they were",
  setEnvoyFilterState: "the state stays as it was",
});

export const ignoredStatus = createRule({
  name: "ignored-status",
  description: "a `Status` that nobody looks at",
  why: "The proxy may refuse a call, to a cluster that it does not have for example. Nothing throws then: the status says so, and a request that waits for the callback waits forever.",
  bad: `class Auth extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    new HttpCall("auth").path("/").send<Auth>(this, (self, answer) => {
      self.continueRequest();
    });
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }
}
registerHttpContext<Auth>("auth");`,
  good: `class Auth extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const call = new HttpCall("auth").path("/");
    const status = call.send<Auth>(this, (self, answer) => {
      self.continueRequest();
    });
    if (status == Status.Ok) {
      return FilterHeadersStatus.StopAllIterationAndWatermark;
    }
    this.sendLocalResponse(new LocalResponse(503));
    return FilterHeadersStatus.StopIteration;
  }
}
registerHttpContext<Auth>("auth");`,
  messages: {
    ignored:
      "{{name}} returns a Status, and unless it is Status.Ok {{meaning}}: check it.",
  },
  create(context) {
    const types = new Types(context);
    return {
      "ExpressionStatement > CallExpression"(
        /** @type {import("@typescript-eslint/utils").TSESTree.CallExpression} */ node,
      ) {
        const name = types.sdkName(node.callee);
        const meaning = name === undefined ? undefined : MEANINGS[name];
        if (name === undefined || meaning === undefined) return;
        context.report({
          node,
          messageId: "ignored",
          data: { name: name.replace(/^.*\./, ""), meaning },
        });
      },
    };
  },
});
