import "../assembly/index";
import { Answer, HttpStream, Plugin, startPlugin } from "proxy-wasm-as/testing";

const REQUEST = '{"model":"small","stream":true}';

function start(): Plugin {
  return startPlugin(
    "ai_proxy",
    '{"models":["small"],"tokens":20,"window":"60s"}',
  );
}

function ask(
  plugin: Plugin,
  answer: Answer,
  body: string = REQUEST,
  client: string = "joe",
): HttpStream {
  const exchange = plugin.request("POST", "/").body(body).answer(answer);
  return exchange.header("x-client", client).send();
}

function events(parts: string[]): Answer {
  const answer = new Answer(200).header("content-type", "text/event-stream");
  for (let i = 0; i < parts.length; i++) answer.body(parts[i]);
  return answer;
}

const USAGE =
  '"usage":{"prompt_tokens":8,"completion_tokens":4,"total_tokens":12}';

describe("ai_proxy", () => {
  test("Proxy counts the tokens of streamed answers, and refuses when none are left", () => {
    const plugin = start();
    const stream = [
      'data: {"choices":[],"us',
      USAGE.slice(3) + "}\n",
      "\ndata: [DONE]\n\n",
    ];
    expect(ask(plugin, events(stream)).response.text).toBe(stream.join(""));
    expect(ask(plugin, events(stream)).response.status).toBe(200);
    const refused = ask(plugin, events(stream));
    expect(refused.response.status).toBe(429);
    expect(refused.upstream.hasArrived).toBe(false);
    const seconds = refused.response.header("retry-after")!;
    expect(parseInt(seconds)).toBeLessThan(61);
    expect(ask(plugin, events(stream), REQUEST, "ann").response.status).toBe(
      200,
    );
    plugin.host.advance(60_000);
    expect(ask(plugin, events(stream)).response.status).toBe(200);
  });

  test("Proxy counts the tokens of whole answers", () => {
    const plugin = start();
    const answer = new Answer(200)
      .header("content-type", "application/json")
      .body(`{${USAGE}}`);
    ask(plugin, answer, '{"model":"small"}');
    const logs = plugin.host.logs;
    expect(logs[logs.length - 1].message).toBe(
      "joe took 12 tokens, 8 are left",
    );
  });

  test("Proxy says where an answer does not tell its tokens, and counts none", () => {
    const plugin = start();
    ask(plugin, events(["data: [DONE]\n\n"]));
    const logs = plugin.host.logs;
    expect(logs[logs.length - 1].message).toBe(
      "an answer to joe does not say its tokens",
    );
  });

  test("Proxy asks for the tokens of a streamed answer", () => {
    expect(ask(start(), new Answer(200)).upstream.text).toBe(
      '{"model":"small","stream":true,"stream_options":{"include_usage":true}}',
    );
  });

  test("Proxy refuses other models, and requests of nobody", () => {
    const plugin = start();
    const answer = new Answer(200);
    expect(ask(plugin, answer, '{"model":"large"}').response.text).toBe(
      '{"error":{"message":"the model is not allowed"}}',
    );
    expect(ask(plugin, answer, "{").response.status).toBe(400);
    const nobody = plugin.request("POST", "/").body(REQUEST).send();
    expect(nobody.response.status).toBe(401);
  });
});
