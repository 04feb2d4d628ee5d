import "../assembly/index";
import { Message, startPlugin } from "proxy-wasm-as/testing";

function upstreamFor(name: string, value: string): Message {
  const plugin = startPlugin("lane_router");
  return plugin.request("GET", "/").header(name, value).send().upstream;
}

describe("lane_router", () => {
  test("LaneRouter takes the lane from baggage", () => {
    const request = upstreamFor("baggage", "user=1, lane=blue;ttl=3, b=c");
    expect(request.header("x-lane")).toBe("blue");
    expect(request.header("baggage")).toBe("user=1, lane=blue;ttl=3, b=c");
  });

  test("LaneRouter keeps a lane that was set", () => {
    const plugin = startPlugin("lane_router");
    const request = plugin
      .request("GET", "/")
      .header("x-lane", "green")
      .header("baggage", "lane=blue")
      .send().upstream;
    expect(request.headerAll("x-lane").join()).toBe("green");
  });

  test("LaneRouter lets a request without a lane pass as it is", () => {
    expect(upstreamFor("baggage", "airlane=blue").header("x-lane")).toBeNull();
    expect(upstreamFor("accept", "*/*").header("x-lane")).toBeNull();
  });
});
