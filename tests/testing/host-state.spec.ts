import {
  Body,
  BufferType,
  callForeignFunction,
  getProperty,
  HeaderMap,
  HttpCall,
  HttpContext,
  MapType,
  Status,
} from "proxy-wasm-as";
import { HostState } from "proxy-wasm-as/testing";

/** What a filter has as a function of its own. */
function countCookies(): i32 {
  const cookies = HeaderMap.of(MapType.RequestHeaders).get("cookie");
  return cookies == null ? 0 : cookies.split(";").length;
}

describe("HostState", () => {
  test("HostState.addHeader adds a header that a directly called function reads", () => {
    new HostState().addHeader(MapType.RequestHeaders, "Cookie", "a=1; b=2");
    expect(countCookies()).toBe(2);
    new HostState();
    expect(countCookies()).toBe(0);
  });

  test("HostState.headers returns headers as a function has changed them, by Envoy's rules", () => {
    const state = new HostState();
    state.openMap(MapType.ResponseHeaders);
    const headers = HeaderMap.of(MapType.ResponseHeaders);
    headers.append("Via", "a");
    headers.append("via", "é");
    expect(state.headers(MapType.ResponseHeaders)).toStrictEqual(["via: a,é"]);
  });

  test("HostState.setBuffer sets the body that HostState.buffer returns", () => {
    const state = new HostState();
    const type = BufferType.HttpRequestBody;
    expect(state.buffer(type)).toBeNull();
    state.setBuffer(type, Uint8Array.wrap(String.UTF8.encode("mel")));
    Body.of(type).append("on");
    expect(String.UTF8.decode(state.buffer(type)!.buffer)).toBe("melon");
  });

  test("HostState.setProperty sets what getProperty reads, and other properties are absent", () => {
    const state = new HostState();
    state.setProperty(["source", "address"], "10.0.0.1:1");
    state.addHeader(MapType.RequestHeaders, ":path", "/");
    expect(getProperty(["source", "address"])).toBe("10.0.0.1:1");
    expect(getProperty(["request", "path"])).toBeNull();
  });

  test("HostState.setTime sets the filter's clocks", () => {
    const state = new HostState();
    state.setTime(1_500_000_000);
    state.setMonotonicTime(7_000_000);
    expect(Date.now()).toBe(1_500);
    expect(performance.now()).toBe(7);
    state.host.advance(1);
    expect(performance.now()).toBe(8);
  });

  test("HostState.host answers foreign functions and records their arguments", () => {
    const state = new HostState();
    state.host.answerForeign("mine", Status.Ok, new Uint8Array(2));
    const result = callForeignFunction("mine", new Uint8Array(3));
    expect(result.bytes().length).toBe(2);
    expect(state.host.foreignArguments("mine")[0].length).toBe(3);
  });

  throws("HostState has nobody who would get the answer to a call", () => {
    const state = new HostState();
    state.host.addCluster("other");
    new HttpCall("other")
      .path("/")
      .send(new HttpContext(), (self, answer) => {});
    state.host.httpCalls[0].respond();
  });
});
