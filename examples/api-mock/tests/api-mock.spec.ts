import "../assembly/index";
import { startPlugin } from "proxy-wasm-as/testing";

const MOCKS =
  '{"mocks":[{"path":"/users/{id}","headers":{"content-type":"application/json"},' +
  '"body":"{\\"id\\":\\"{{path.id}}\\",\\"by\\":\\"{{ header.x-user }}\\",\\"q\\":\\"{{query.q}}\\"}"},' +
  '{"path":"/text","body":"{{query.q}} {{query.none}}{{none}} {{ {{uuid}}"},' +
  '{"method":"PUT","path":"/users/{id}","status":204},' +
  '{"path":"/slow","body":"slow","delay":"100ms"}]}';

describe("api_mock", () => {
  test("ApiMock.onRequest fills the template of a route, and escapes for JSON", () => {
    const plugin = startPlugin("api_mock", MOCKS);
    const exchange = plugin.request("GET", '/users/a%22b?q=%5Cx"');
    const response = exchange.header("x-user", "joe").send().response;
    expect(response.status).toBe(200);
    expect(response.header("content-type")).toBe("application/json");
    expect(response.text).toBe('{"id":"a\\"b","by":"joe","q":"\\\\x\\""}');
    const text = plugin.get('/text?q="').response.text;
    expect(text.startsWith('"  {{ ')).toBe(true);
    expect(text.length).toBe(6 + 36);
  });

  test("ApiMock.onRequest answers 405 and 404 as problems for requests without a mock", () => {
    const plugin = startPlugin("api_mock", MOCKS);
    const other = plugin.request("DELETE", "/users/1").send().response;
    expect(other.status).toBe(405);
    expect(other.header("allow")).toBe("GET, PUT");
    expect(other.header("content-type")).toBe("application/problem+json");
    expect(plugin.get("/none").response.status).toBe(404);
    expect(plugin.request("PUT", "/users/1").send().response.status).toBe(204);
  });

  test("ApiMock.onRequest answers after the delay of a mock", () => {
    const plugin = startPlugin("api_mock", MOCKS);
    const stream = plugin.get("/slow");
    plugin.host.advance(99);
    expect(stream.response.status).toBe(0);
    plugin.host.advance(1);
    expect(stream.response.text).toBe("slow");
  });

  test("ApiMock.onRequest lets others pass where that is configured", () => {
    const configuration = '{"pass_others":true,"mocks":[{"path":"/a"}]}';
    const plugin = startPlugin("api_mock", configuration);
    expect(plugin.get("/b").upstream.hasArrived).toBe(true);
    expect(plugin.get("/a").upstream.hasArrived).toBe(false);
  });

  test("Plugin.onConfigure refuses routes that take the same paths", () => {
    const plugin = startPlugin(
      "api_mock",
      '{"mocks":[{"path":"/{a}"},{"path":"/{b}"}]}',
    );
    expect(plugin.refusal).not.toBeNull();
    expect(plugin.host.logs[0].message).toBe(
      "The route GET /{b} takes the paths of GET /{a}.",
    );
  });

  test("Plugin.onConfigure refuses headers that no answer can have", () => {
    const names = ["a b", ":status"];
    for (let i = 0; i < names.length; i++) {
      const plugin = startPlugin(
        "api_mock",
        `{"mocks":[{"path":"/a","headers":{"${names[i]}":"1"}}]}`,
      );
      expect(plugin.refusal).not.toBeNull();
      expect(plugin.host.logs[0].message).toBe(
        `GET /a: no header can be "${names[i]}"`,
      );
    }
  });
});
