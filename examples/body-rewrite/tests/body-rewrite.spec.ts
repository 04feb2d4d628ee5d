import "../assembly/index";
import { Answer, Plugin, startPlugin } from "proxy-wasm-as/testing";

const CONFIGURATION = '{"replace":{"staging":"production","stag":"deer"}}';

function start(): Plugin {
  return startPlugin("body_rewrite", CONFIGURATION);
}

function text(parts: string[]): Answer {
  const answer = new Answer(200)
    .header("content-type", "text/html")
    .header("content-length", "10")
    .header("etag", '"a"');
  for (let i = 0; i < parts.length; i++) answer.body(parts[i]);
  return answer;
}

describe("body_rewrite", () => {
  test("Rewrite replaces texts, wherever the body is cut", () => {
    const parts = ["the stag", "ing of a sta", "g", "e and a stag"];
    const exchange = start().request("GET", "/").answer(text(parts));
    const response = exchange.send().response;
    expect(response.text).toBe("the production of a deere and a deer");
    expect(response.header("content-length")).toBeNull();
    expect(response.header("etag")).toBe('W/"a"');
  });

  test("Rewrite has the server send plain bodies, and leaves others alone", () => {
    const answer = text(["staging"]).header("content-encoding", "gzip");
    const exchange = start().request("GET", "/").answer(answer);
    const stream = exchange.header("accept-encoding", "gzip").send();
    expect(stream.upstream.header("accept-encoding")).toBeNull();
    expect(stream.response.text).toBe("staging");
    const image = new Answer(200)
      .header("content-type", "image/png")
      .body("staging");
    const other = start().request("GET", "/").answer(image).send();
    expect(other.response.text).toBe("staging");
  });

  test("Rewrite breaks off a body whose end it would have to cut, before trailers", () => {
    const whole = text(["staging", "!"]).trailer("x-t", "1");
    const stream = start().request("GET", "/").answer(whole).send();
    expect(stream.response.text).toBe("production!");
    expect(stream.response.trailer("x-t")).toBe("1");
    const cut = text(["a sta"]).trailer("x-t", "1");
    const broken = start().request("GET", "/").answer(cut).send();
    expect(broken.outcome).toBe("reset");
  });

  test("Plugin.onSettings refuses a configuration without texts", () => {
    expect(startPlugin("body_rewrite", "{}").refusal).not.toBeNull();
  });
});
