import "../assembly/index";
import { AccessLogger } from "../assembly/access-logger";
import { MapType } from "proxy-wasm-as";
import { HostState, startPlugin } from "proxy-wasm-as/testing";

function bytesOf(value: i64): Uint8Array {
  const bytes = new Uint8Array(8);
  store<i64>(bytes.dataStart, value);
  return bytes;
}

describe("access_logger", () => {
  test("AccessLogger.onLog writes a line about an exchange", () => {
    const state = new HostState();
    state.addHeader(MapType.RequestHeaders, ":method", "GET");
    state.addHeader(MapType.RequestHeaders, ":path", "/melons?ripe");
    state.setPropertyBytes(["response", "code"], bytesOf(200));
    state.setProperty(["response", "code_details"], "via_upstream");
    state.setPropertyBytes(["response", "size"], bytesOf(1234));
    new AccessLogger().onLog();
    expect(state.host.logs[0].message).toBe(
      "GET /melons?ripe 200 via_upstream 1234",
    );
  });

  test("AccessLogger.onLog writes a line about what never came so far", () => {
    const state = new HostState();
    new AccessLogger().onLog();
    expect(state.host.logs[0].message).toBe("- - 0 - 0");
  });

  test("AccessLogger lets streams pass where it is no access logger", () => {
    const plugin = startPlugin("access_logger");
    expect(plugin.get("/").response.status).toBe(200);
    expect(plugin.host.logs.length).toBe(0);
  });
});
