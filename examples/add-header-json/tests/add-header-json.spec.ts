import "../assembly/index";
import { Answer, startPlugin } from "proxy-wasm-as/testing";

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
      '{"header":"x-a","value":"2","more":[{"header":"x-b","value":"Gr\\u00fc\\u00dfe"}]}',
    );
    const answer = new Answer().header("x-a", "1");
    const response = plugin.request("GET", "/").answer(answer).send().response;
    expect(response.headerAll("x-a").join()).toBe("1,2");
    expect(response.header("x-b")).toBe("Grüße");
  });

  test("Settings refuses what names no header, and says why", () => {
    expect(refusalOf("x-a: 1")).toBe(
      "Cannot use the configuration:\n$: not JSON at line 1, column 1",
    );
    expect(refusalOf('{"value":1,"more":[{"header":"x-a"}]}')).toBe(
      "Cannot use the configuration:\n" +
        "$.value: found 1, wanted a text of at least 1 character\n" +
        "$.more[0].value: missing, wanted a text of at least 1 character\n" +
        "$.header: missing, wanted a text",
    );
  });

  test("Plugin.onSettings refuses what no response can carry", () => {
    const refused = "no response can carry the header ";
    expect(refusalOf('{"header":":status","value":"500"}')).toBe(
      `${refused}:status: 500`,
    );
    expect(refusalOf('{"header":"","value":"1"}')).toBe(`${refused}: 1`);
    expect(refusalOf('{"header":"x a","value":"1"}')).toBe(`${refused}x a: 1`);
    expect(refusalOf('{"header":"x-a","value":"1\\r\\nx-b: 2"}')).toBe(
      `${refused}x-a: 1\r\nx-b: 2`,
    );
  });
});
