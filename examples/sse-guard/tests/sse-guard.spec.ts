import "../assembly/index";
import { Answer, startPlugin } from "proxy-wasm-as/testing";

function delta(content: string): string {
  return `data: {"choices":[{"index":0,"delta":{"content":"${content}"},"finish_reason":null}]}\n\n`;
}

const STOP =
  'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';
const DONE = "data: [DONE]\n\n";

function guarded(
  parts: string[],
  stopAfter: i32 = 0,
  type: string = "text/event-stream; charset=utf-8",
): string {
  const plugin = startPlugin(
    "sse_guard",
    `{"mask":["secret","token"],"stopAfter":${stopAfter}}`,
  );
  const answer = new Answer(200).header("content-type", type);
  for (let i = 0; i < parts.length; i++) answer.body(parts[i]);
  return plugin.request("POST", "/").answer(answer).send().response.text;
}

describe("sse_guard", () => {
  test("Guard masks a text that is split over two events", () => {
    expect(guarded([delta("a sec"), delta("ret, "), STOP, DONE])).toBe(
      delta("a ") + delta("***, ") + STOP + DONE,
    );
  });

  test("Guard gives back what it held, before the answer ends", () => {
    expect(guarded([delta("a sec") + STOP, DONE])).toBe(
      delta("a ") + delta("sec") + STOP + DONE,
    );
    expect(guarded([delta("a sec")])).toBe(delta("a ") + delta("sec"));
  });

  test("Guard ends an answer with a proper last event", () => {
    const filtered =
      'data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}\n\n';
    expect(guarded([delta("token "), delta("secret"), delta("x")], 2)).toBe(
      delta("*** ") + filtered + DONE,
    );
  });

  test("Guard leaves other responses alone", () => {
    expect(guarded(["a secret"], 0, "text/plain")).toBe("a secret");
  });

  test("Plugin refuses a configuration without texts", () => {
    expect(startPlugin("sse_guard", "{}").refusal).not.toBeNull();
  });
});
