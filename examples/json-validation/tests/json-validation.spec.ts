import "../assembly/index";
import { HttpStream, startPlugin } from "proxy-wasm-as/testing";

const KEYS = '{"requiredKeys":["my_key"]}';

function post(
  body: string,
  type: string = "application/json",
  configuration: string = KEYS,
): HttpStream {
  return startPlugin("json_validation", configuration)
    .request("POST", "/")
    .header("content-type", type)
    .body(body)
    .send();
}

describe("json_validation", () => {
  test("ValidateJson lets a body with the required keys pass", () => {
    const stream = post('{"my_key":"my_value"}');
    expect(stream.response.status).toBe(200);
    expect(stream.upstream.text).toBe('{"my_key":"my_value"}');
    const type = "application/json; charset=utf-8";
    expect(post('{"my_key":null}', type).response.status).toBe(200);
  });

  test("ValidateJson refuses a body that is not JSON, or lacks a key", () => {
    const response = post("invalid_payload").response;
    expect(response.status).toBe(403);
    expect(response.text).toBe("invalid payload");
    expect(post('{"unknown_key":"a"}').response.text).toBe("invalid payload");
    expect(post('["my_key"]').response.text).toBe("invalid payload");
    expect(post('{"my_key":1').upstream.text).toBe("");
  });

  test("ValidateJson refuses another content type, or none", () => {
    const response = post("{}", "text/html").response;
    expect(response.status).toBe(403);
    expect(response.text).toBe("content-type must be provided");
    const plugin = startPlugin("json_validation");
    expect(plugin.get("/").response.status).toBe(403);
  });

  test("ValidateJson refuses a request without a body", () => {
    const request = startPlugin("json_validation", KEYS)
      .request("POST", "/")
      .header("content-type", "application/json");
    const stream = request.send();
    expect(stream.response.status).toBe(403);
    expect(stream.response.text).toBe("invalid payload");
  });

  test("ValidateJson looks at a body that ends with trailers", () => {
    const plugin = startPlugin("json_validation");
    const request = plugin
      .request("POST", "/")
      .header("content-type", "application/json")
      .body("{")
      .trailer("x-t", "1");
    expect(request.send().response.text).toBe("invalid payload");
  });

  test("Plugin.onConfigure takes another status", () => {
    const settings = '{"requiredKeys":["a"],"status":400}';
    const response = post("{}", "application/json", settings).response;
    expect(response.status).toBe(400);
  });

  test("Plugin.onConfigure refuses what it cannot mean", () => {
    expect(startPlugin("json_validation", "{").refusal).not.toBeNull();
    expect(startPlugin("json_validation", "[]").refusal).not.toBeNull();
    const status = '{"status":1e999}';
    expect(startPlugin("json_validation", status).refusal).not.toBeNull();
    const keys = '{"requiredKeys":"my_key"}';
    expect(startPlugin("json_validation", keys).refusal).not.toBeNull();
  });

  test("ValidateJson without a configuration takes every JSON", () => {
    const type = "application/json";
    expect(post("1", type, "").response.status).toBe(200);
    expect(post("", type, "").response.status).toBe(403);
  });
});
