import "../assembly/index";
import { startPlugin } from "proxy-wasm-as/testing";

describe("canary", () => {
  test("Canary routes all to the canary with a weight of 100, and keeps them there", () => {
    const stream = startPlugin("canary", '{"weight":100}').get("/");
    expect(stream.upstream.header(":authority")).toBe("example.com-canary");
    expect(stream.upstream.header("x-variant")).toBe("canary");
    expect(stream.response.header("x-variant")).toBe("canary");
    expect(stream.response.header("set-cookie")).toBe(
      "canary=always; Path=/; Max-Age=86400; SameSite=Lax",
    );
  });

  test("Canary routes none to the canary with a weight of 0", () => {
    const stream = startPlugin("canary", '{"weight":0}').get("/");
    expect(stream.upstream.header(":authority")).toBe("example.com");
    expect(stream.response.header("x-variant")).toBe("primary");
  });

  test("Canary goes by x-canary first, then by the cookie, and sets none then", () => {
    const plugin = startPlugin("canary", '{"weight":0}');
    const byCookie = plugin
      .request("GET", "/")
      .header("cookie", "a=b; canary=always")
      .send();
    expect(byCookie.response.header("x-variant")).toBe("canary");
    expect(byCookie.response.header("set-cookie")).toBeNull();
    const byHeader = plugin
      .request("GET", "/")
      .header("cookie", "canary=always")
      .header("x-canary", "never")
      .send();
    expect(byHeader.response.header("x-variant")).toBe("primary");
    expect(byHeader.response.header("set-cookie")).toBeNull();
  });

  test("Canary rolls the dice for a cookie that says neither", () => {
    const stream = startPlugin("canary", '{"weight":100}')
      .request("GET", "/")
      .header("cookie", "canary=perhaps")
      .send();
    expect(stream.response.header("x-variant")).toBe("canary");
  });

  test("Plugin.onConfigure refuses a value that is not a percentage", () => {
    const weights = [
      '{"weight":101}',
      '{"weight":-1}',
      '{"weight":"20"}',
      '{"wieght":20}',
      "20%",
    ];
    for (let i = 0; i < weights.length; i++) {
      expect(startPlugin("canary", weights[i]).refusal).not.toBeNull();
    }
    expect(startPlugin("canary", '{"weight":0.5}').refusal).toBeNull();
    expect(startPlugin("canary").refusal).toBeNull();
  });
});
