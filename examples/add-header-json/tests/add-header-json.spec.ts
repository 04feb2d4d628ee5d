import "../assembly/index";
import { Answer, startPlugin } from "proxy-wasm-as/testing";

const EXPECTED =
  'invalid configuration format; expected {"header": "<header name>", "value": "<header value>"}';

/** What the log says about a configuration that is refused, else "". */
function refusalOf(configuration: string): string {
  const plugin = startPlugin("add_header_json", configuration);
  return plugin.refusal == null ? "" : plugin.host.logs[0].message;
}

describe("add_header_json", () => {
  test("AddHeaders.onResponseHeaders adds the header of the configuration", () => {
    const plugin = startPlugin(
      "add_header_json",
      '{"header":"x-wasm-header","value":"x-value"}',
    );
    const response = plugin.get("/").response;
    expect(response.header("x-wasm-header")).toBe("x-value");
    const line = plugin.host.logs[0].message;
    expect(line).toBe("header from config: x-wasm-header = x-value");
  });

  test("AddHeaders.onResponseHeaders adds several beside what is there", () => {
    const plugin = startPlugin(
      "add_header_json",
      '[{"header":"x-a","value":"2"},{"header":"x-b","value":"Gr\\u00fc\\u00dfe"}]',
    );
    const answer = new Answer().header("x-a", "1");
    const response = plugin.request("GET", "/").answer(answer).send().response;
    expect(response.headerAll("x-a").join()).toBe("1,2");
    expect(response.header("x-b")).toBe("Grüße");
  });

  test("Plugin.onConfigure takes no configuration, and adds nothing", () => {
    const plugin = startPlugin("add_header_json");
    expect(plugin.refusal).toBeNull();
    expect(plugin.get("/").response.status).toBe(200);
  });

  test("Plugin.onConfigure refuses what names no header, and says why", () => {
    expect(refusalOf("x-a: 1")).toBe(EXPECTED);
    expect(refusalOf('"x-a"')).toBe(EXPECTED);
    expect(refusalOf('{"header":"x-a"}')).toBe(EXPECTED);
    expect(refusalOf('{"header":"x-a","value":1}')).toBe(EXPECTED);
    expect(refusalOf('{"header":"x-a","value":""}')).toBe(EXPECTED);
    expect(refusalOf('{"header":"","value":"1"}')).toBe(EXPECTED);
    expect(refusalOf('{"header":":status","value":"500"}')).toBe(EXPECTED);
    expect(refusalOf('{"header":"x a","value":"1"}')).toBe(EXPECTED);
    expect(refusalOf('{"header":"x-a","value":"1\\r\\nx-b: 2"}')).toBe(
      EXPECTED,
    );
  });
});
