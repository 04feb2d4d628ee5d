import "../assembly/index";
import { HttpStream, startPlugin } from "proxy-wasm-as/testing";

function streamWith(key: string): HttpStream {
  const plugin = startPlugin("api_key", '{"keys":["melon","papaya",""]}');
  return plugin.request("GET", "/").header("x-api-key", key).send();
}

describe("api_key", () => {
  test("ApiKey lets each of the keys pass, and keeps them from the server", () => {
    const stream = streamWith("papaya");
    expect(stream.response.status).toBe(200);
    expect(stream.upstream.header("x-api-key")).toBeNull();
    expect(streamWith("melon").response.status).toBe(200);
  });

  test("ApiKey answers 403 to a key that is another, or a part of one", () => {
    const keys = ["melons", "melo", "MELON", "melon,", "\u00e9"];
    for (let i = 0; i < keys.length; i++) {
      const stream = streamWith(keys[i]);
      expect(stream.upstream.hasArrived).toBe(false);
      expect(stream.response.status).toBe(403);
      expect(stream.response.text).toBe("Invalid API key");
    }
  });

  test("ApiKey answers 401 without a key", () => {
    const response = startPlugin("api_key", '{"keys":["melon"]}').get(
      "/",
    ).response;
    expect(response.status).toBe(401);
    expect(response.header("www-authenticate")).toBe("API-Key");
    expect(response.text).toBe("Missing X-API-Key header");
    expect(streamWith("").response.status).toBe(401);
  });

  test("Plugin.onConfigure refuses a configuration without a list of keys", () => {
    expect(startPlugin("api_key", '{"keys":"melon"}').refusal).not.toBeNull();
    expect(startPlugin("api_key").refusal).not.toBeNull();
  });
});
