import { BufferType, MapType, Status } from "proxy-wasm-as/assembly/abi/enums";
import { DnsAnswer } from "proxy-wasm-as/assembly/api/dns-answer";
import { StatsUpdate } from "proxy-wasm-as/assembly/api/stats-update";
import { RootContext } from "proxy-wasm-as/assembly/contexts/root-context";
import {
  envoy_on_resolve_dns,
  envoy_on_stats_update,
  proxy_on_context_create,
  proxy_on_delete,
  proxy_on_queue_ready,
  proxy_on_tick,
  proxy_on_vm_start,
} from "proxy-wasm-as/assembly/exports";
import { proxy_on_foreign_function } from "proxy-wasm-as/assembly/exports/since-0.2.0";
import {
  registerRootContext,
  rootContext,
} from "proxy-wasm-as/assembly/registry";
import { arrayHex, hex } from "../bytes";
import {
  addHeader,
  deferDone,
  openContext,
  refuse,
  reset,
  setBuffer,
  tickPeriod,
} from "../test-host";

// The host answers known names through the module's exports.
export { envoy_on_resolve_dns };

const ONE_ADDRESS = "01000000 05000000 3132372e302e302e313a3000";

/** What was called, with its arguments. */
let calls: string = "";

class Plugin extends RootContext {
  onVmStart(): bool {
    calls += "start " + this.vmConfiguration.text() + ";";
    return this.vmConfiguration.text() != "refuse";
  }
  onTick(): void {
    calls += "tick;";
  }
  onQueueReady(queueId: u32): void {
    calls += "queue " + queueId.toString() + ";";
  }
  onResolveDns(name: string, answer: DnsAnswer | null): void {
    calls += name + "=" + (answer == null ? "null" : answer.address(0)) + ";";
    if (name == "::1") this.resolveDns("127.0.0.2");
  }
  onStatsUpdate(stats: StatsUpdate): void {
    calls += "stats " + stats.counters.length.toString() + ";";
  }
  onForeignFunction(functionId: u32, data: Uint8Array): void {
    calls += "foreign " + functionId.toString() + " " + arrayHex(data) + ";";
  }
}

function plugin(): RootContext {
  return rootContext(1)!;
}

beforeAll(() => registerRootContext<Plugin>());

beforeEach(() => {
  reset();
  calls = "";
  proxy_on_context_create(1, 0);
});

afterEach(() => proxy_on_delete(1));

describe("RootContext", () => {
  test("RootContext.vmConfiguration is read each time, empty where there is none", () => {
    expect(plugin().vmConfiguration.size).toBe(0);
    setBuffer(BufferType.VmConfiguration, hex("61 ff"));
    expect(plugin().vmConfiguration.text()).toBe("a\ufffd");
    expect(arrayHex(plugin().vmConfiguration.bytes())).toBe("61ff");
    refuse("proxy_get_buffer_bytes", 10);
    expect(plugin().vmConfiguration.text()).toBe("");
  });

  test("RootContext.onVmStart hands over its answer", () => {
    expect(proxy_on_vm_start(1, 0)).toBe(1);
    setBuffer(BufferType.VmConfiguration, String.UTF8.encode("refuse"));
    expect(proxy_on_vm_start(1, 6)).toBe(0);
    expect(proxy_on_vm_start(99, 0)).toBe(1);
    expect(calls).toBe("start ;start refuse;");
  });

  test("RootContext.request and RootContext.response read the headers of a log", () => {
    addHeader(MapType.RequestHeaders, ":path", "/");
    addHeader(MapType.ResponseHeaders, ":status", "200");
    expect(plugin().request.headers.get(":path")).toBe("/");
    expect(plugin().response.headers.get(":status")).toBe("200");
  });

  test("RootContext.setTickPeriod sets the period, and RootContext.onTick is called", () => {
    expect(plugin().setTickPeriod(250)).toBe(Status.Ok);
    expect(tickPeriod()).toBe(250);
    expect(plugin().setTickPeriod(u32.MAX_VALUE)).toBe(Status.Ok);
    expect(tickPeriod()).toBe(u32.MAX_VALUE);
    refuse("proxy_set_tick_period_milliseconds", 10);
    expect(plugin().setTickPeriod(1)).toBe(Status.InternalFailure);
    proxy_on_tick(1);
    proxy_on_tick(99);
    expect(calls).toBe("tick;");
  });

  test("RootContext.done ends what was deferred, once", () => {
    expect(plugin().done()).toBe(Status.BadArgument);
    openContext(1);
    expect(plugin().done()).toBe(Status.NotFound);
    deferDone();
    expect(plugin().done()).toBe(Status.Ok);
    expect(plugin().done()).toBe(Status.NotFound);
  });

  test("RootContext.onQueueReady is called with the queue's number", () => {
    proxy_on_queue_ready(1, 7);
    proxy_on_queue_ready(99, 7);
    expect(calls).toBe("queue 7;");
  });

  test("RootContext.onStatsUpdate is called with what can be read", () => {
    setBuffer(BufferType.CallData, hex("0c000000 01000000 00000000"));
    envoy_on_stats_update(1, 12);
    envoy_on_stats_update(99, 12);
    expect(calls).toBe("stats 0;");
  });

  test("Context.onForeignFunction is called with a copy of the data", () => {
    setBuffer(BufferType.CallData, hex("00 ff 61"));
    proxy_on_foreign_function(1, 5, 3);
    proxy_on_foreign_function(99, 5, 3);
    refuse("proxy_get_buffer_bytes", 1);
    proxy_on_foreign_function(1, 6, 0);
    expect(calls).toBe("foreign 5 00ff61;foreign 6 ;");
  });
});

describe("RootContext.resolveDns", () => {
  test("RootContext.resolveDns answers later, in any order, by the name", () => {
    expect(plugin().resolveDns("a")).toBe(Status.Ok);
    expect(plugin().resolveDns("é")).toBe(Status.Ok);
    expect(plugin().resolveDns("a")).toBe(Status.Ok);
    setBuffer(BufferType.CallData, hex(ONE_ADDRESS));
    envoy_on_resolve_dns(1, 2, 20);
    envoy_on_resolve_dns(1, 3, 20);
    setBuffer(BufferType.CallData, hex("00000000"));
    envoy_on_resolve_dns(1, 1, 4);
    expect(calls).toBe("é=127.0.0.1;a=127.0.0.1;a=null;");
  });

  test("RootContext.onResolveDns is called within resolveDns where the name is known", () => {
    expect(plugin().resolveDns("127.0.0.1")).toBe(Status.Ok);
    expect(plugin().resolveDns("::1")).toBe(Status.Ok);
    const answered = "127.0.0.1=127.0.0.1;::1=::1;127.0.0.2=127.0.0.2;";
    expect(calls).toBe(answered);
    // The numbers of what was answered are not kept.
    envoy_on_resolve_dns(1, 1, 0);
    envoy_on_resolve_dns(1, 3, 0);
    expect(calls).toBe(answered);
  });

  test("RootContext.resolveDns answers as the proxy does where it refuses", () => {
    refuse("envoy_resolve_dns", 12);
    expect(plugin().resolveDns("a")).toBe(Status.Unimplemented);
    envoy_on_resolve_dns(1, 0, 0);
    expect(calls).toBe("");
  });

  test("RootContext.onResolveDns is not called for a number that nobody asked for", () => {
    envoy_on_resolve_dns(1, 77, 0);
    expect(calls).toBe("");
  });

  test("RootContext.onResolveDns is not called when the plugin is gone", () => {
    expect(plugin().resolveDns("a")).toBe(Status.Ok);
    proxy_on_delete(1);
    envoy_on_resolve_dns(1, 1, 0);
    expect(calls).toBe("");
  });
});
