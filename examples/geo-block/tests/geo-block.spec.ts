import "../assembly/index";
import { HttpStream, startPlugin } from "proxy-wasm-as/testing";

const CONFIGURATION =
  '{"block":["KP","RU"],"redirect":{"DE":"https://de.example.com"}}';

function streamFrom(country: string): HttpStream {
  const plugin = startPlugin("geo_block", CONFIGURATION);
  const exchange = plugin.request("GET", "/a?b=c");
  return exchange.header("x-country-code", country).send();
}

describe("geo_block", () => {
  test("GeoBlock answers 403 to a country without a target", () => {
    const stream = streamFrom("KP");
    expect(stream.upstream.hasArrived).toBe(false);
    expect(stream.response.status).toBe(403);
    expect(stream.response.text).toBe("Request blacklisted");
  });

  test("GeoBlock redirects a country with a target, path and query included", () => {
    const response = streamFrom("DE").response;
    expect(response.status).toBe(302);
    expect(response.header("location")).toBe("https://de.example.com/a?b=c");
  });

  test("GeoBlock lets all others pass", () => {
    expect(streamFrom("FR").response.status).toBe(200);
  });

  test("GeoBlock answers 502 without a country", () => {
    expect(streamFrom("").response.status).toBe(502);
    const response = startPlugin("geo_block", CONFIGURATION).get("/").response;
    expect(response.status).toBe(502);
    expect(response.text).toBe("Missing country information");
  });

  test("Plugin.onConfigure refuses a configuration without a list, and a redirect that is not a text", () => {
    expect(startPlugin("geo_block").refusal).not.toBeNull();
    expect(startPlugin("geo_block", '{"block":1}').refusal).not.toBeNull();
    const odd = ['"redirect":["x"]', '"redirect":{"DE":1}', '"redirect":1'];
    for (let i = 0; i < odd.length; i++) {
      const plugin = startPlugin("geo_block", `{"block":[],${odd[i]}}`);
      expect(plugin.refusal).not.toBeNull();
    }
  });
});
