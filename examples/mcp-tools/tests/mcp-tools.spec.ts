import "../assembly/index";
import { Answer, HttpStream, startPlugin } from "proxy-wasm-as/testing";

function post(body: string, answer: Answer = new Answer(200)): HttpStream {
  const plugin = startPlugin("mcp_tools", '{"deny":["rm","mv"]}');
  return plugin.request("POST", "/mcp").body(body).answer(answer).send();
}

function call(name: string, id: string = '"id":1,'): string {
  return `{"jsonrpc":"2.0",${id}"method":"tools/call","params":{"name":"${name}"}}`;
}

const LIST = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';

function tools(names: string[]): string {
  const list: string[] = [];
  for (let i = 0; i < names.length; i++) list.push(`{"name":"${names[i]}"}`);
  return `{"jsonrpc":"2.0","id":1,"result":{"tools":[${list.join()}],"nextCursor":"a"}}`;
}

describe("mcp_tools", () => {
  test("FilterTools refuses calls of denied tools as a server does that has none", () => {
    const denied = post(call("rm"));
    expect(denied.response.status).toBe(200);
    expect(denied.response.text).toBe(
      '{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Unknown tool"}}',
    );
    expect(denied.upstream.text).toBe("");
    expect(post(call("ls")).upstream.text).toBe(call("ls"));
    expect(post(call("\\u0072m")).response.text.includes("Unknown")).toBe(true);
  });

  test("FilterTools refuses a batch with such a call as a whole", () => {
    expect(
      post(`[${call("ls", '"id":1,')},${call("rm", '"id":2,')}]`).response.text,
    ).toBe(
      '[{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Unknown tool"}},' +
        '{"jsonrpc":"2.0","id":2,"error":{"code":-32602,"message":"Unknown tool"}}]',
    );
    // Nobody waits for an answer.
    expect(post(call("rm", "")).response.status).toBe(202);
    expect(post("{").response.status).toBe(400);
  });

  test("FilterTools removes denied tools from lists, in JSON", () => {
    const answer = new Answer(200)
      .header("content-type", "application/json")
      .body(tools(["ls", "rm", "cat", "mv"]));
    expect(post(LIST, answer).response.text).toBe(tools(["ls", "cat"]));
  });

  test("FilterTools removes denied tools from lists, in events that are cut anywhere", () => {
    const answer = new Answer(200).header("content-type", "text/event-stream");
    const stream = `event: message\ndata: ${tools(["rm", "ls"])}\n\n`;
    for (let i = 0; i < stream.length; i++) answer.body(stream.charAt(i));
    expect(post(LIST, answer).response.text).toBe(
      `event: message\ndata: ${tools(["ls"])}\n\n`,
    );
  });
});
