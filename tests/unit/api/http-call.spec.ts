import { Status } from "proxy-wasm-as/assembly/abi/enums";
import {
  abandonCallouts,
  CalloutKind,
  findCallout,
  pendingCallouts,
} from "proxy-wasm-as/assembly/api/callout";
import {
  HttpCall,
  PendingHttpCall,
} from "proxy-wasm-as/assembly/api/http-call";
import { HttpContext } from "proxy-wasm-as/assembly/contexts/http-context";
import { HttpCall as SentCall } from "proxy-wasm-as/testing/http-call";
import { blocksLost } from "../blocks";
import { hex } from "../bytes";
import { callCount, hostState, reset, setClock } from "../test-host";

/** As the proxy counts the calls of a plugin, in Envoy as well. */
const FIRST_TOKEN: u32 = 4;
const TOKEN_STEP: u32 = 4;
const BAD_ARGUMENT = Status.BadArgument;

function waiter(): HttpContext {
  const context = new HttpContext();
  context.sdkId = 7;
  return context;
}

function send(call: HttpCall): Status {
  return call.send<HttpContext>(waiter(), (self, response) => {});
}

/** The calls that have reached the proxy. */
function sent(): SentCall[] {
  return hostState().host.httpCalls;
}

/** The headers of a call, without those that the proxy adds. */
function headersOf(index: i32): string[] {
  return sent()[index].headers.filter((each) => !each.startsWith("x-envoy-"));
}

beforeEach(() => {
  reset();
  hostState().host.addCluster("auth");
  hostState().host.addCluster("côte");
  hostState().host.addCluster("empty", false);
});
afterEach(() => abandonCallouts(7));

describe("HttpCall", () => {
  test("HttpCall.send asks by GET, for the cluster, within five seconds", () => {
    expect(send(new HttpCall("auth").path("/a?b"))).toBe(Status.Ok);
    const headers = ":method: GET,:path: /a?b,:authority: auth";
    expect(sent()[0].cluster).toBe("auth");
    expect(headersOf(0).join()).toBe(headers);
    expect(sent()[0].body.length).toBe(0);
    expect(sent()[0].trailers.length).toBe(0);
    expect(sent()[0].timeout).toBe(5_000);
    expect(pendingCallouts()).toBe(1);
  });

  test("HttpCall.send refuses more headers than a proxy takes, and sends nothing", () => {
    const call = new HttpCall("auth").path("/");
    for (let i = 0; i < 1_021; i++) call.header("a", "b");
    expect(send(call)).toBe(Status.Ok);
    expect(headersOf(0).length).toBe(1_024);
    expect(send(call.header("a", "b"))).toBe(Status.BadArgument);
    expect(sent().length).toBe(1);
  });

  test("HttpCall.send refuses a method, a path and an authority that would break the request", () => {
    const methods: string[] = ["", "GE T", "GET/"];
    for (let i = 0; i < methods.length; i++) {
      const call = new HttpCall("auth").path("/").method(methods[i]);
      expect(send(call)).toBe(BAD_ARGUMENT);
    }
    const texts: string[] = ["", "/a b", "/a\tb", "/a\r\nb: c"];
    for (let i = 0; i < texts.length; i++) {
      expect(send(new HttpCall("auth").path(texts[i]))).toBe(BAD_ARGUMENT);
      expect(send(new HttpCall("auth").path("/").authority(texts[i]))).toBe(
        BAD_ARGUMENT,
      );
    }
    expect(sent().length).toBe(0);
  });

  test("HttpCall.header refuses names that are not tokens, or have methods", () => {
    const names: string[] = ["a:b", "x(y", "", "host", ":method", ":status"];
    for (let i = 0; i < names.length; i++) {
      const call = new HttpCall("auth").path("/").header(names[i], "200");
      expect(send(call)).toBe(BAD_ARGUMENT);
      const trailing = new HttpCall("auth").path("/").trailer(names[i], "200");
      expect(send(trailing)).toBe(BAD_ARGUMENT);
    }
    expect(sent().length).toBe(0);
  });

  test("HttpCall.header leaves out what says how long the body is", () => {
    const call = new HttpCall("auth").path("/");
    const bytes = Uint8Array.wrap(String.UTF8.encode("7"));
    call.header("Content-Length", "9").headerBytes("content-length", bytes);
    call.header("transfer-encoding", "chunked").header("x", "y");
    expect(send(call)).toBe(Status.Ok);
    expect(headersOf(0).join()).toBe(
      ":method: GET,:path: /,:authority: auth,x: y",
    );
  });

  test("HttpCall.method, HttpCall.path, HttpCall.authority, HttpCall.header, HttpCall.headerBytes, HttpCall.text, HttpCall.trailer and HttpCall.timeout make the request", () => {
    const call = new HttpCall("côte")
      .method("POST")
      .path("/é")
      .path("/ê")
      .authority("a.test")
      .header("x-a", "1")
      .header(":scheme", "https")
      .headerBytes("x-b", Uint8Array.wrap(hex("c3a9")))
      .text("body é")
      .trailer("x-t", "2")
      .timeout(0);
    expect(send(call)).toBe(Status.Ok);
    expect(sent()[0].cluster).toBe("côte");
    expect(headersOf(0).join()).toBe(
      ":method: POST,:path: /ê,:authority: a.test,:scheme: https,x-a: 1," +
        "x-b: é,content-length: 7",
    );
    expect(sent()[0].text).toBe("body é");
    expect(sent()[0].trailers.join()).toBe("x-t: 2");
    expect(sent()[0].timeout).toBe(0);
  });

  test("HttpCall.bytes takes a view into a larger buffer", () => {
    const body = Uint8Array.wrap(hex("00 61 62 00")).subarray(1, 3);
    send(new HttpCall("auth").path("/").bytes(body));
    expect(sent()[0].text).toBe("ab");
  });

  test("HttpCall.send may be called again", () => {
    const call = new HttpCall("auth").path("/").header("x", "y");
    expect(send(call)).toBe(Status.Ok);
    expect(call.dispatch(waiter())).toBe(Status.Ok);
    const headers = headersOf(0).join();
    expect(headersOf(1).join()).toBe(headers);
    expect(pendingCallouts()).toBe(2);
  });

  test("HttpCall.send refuses before the host is asked, and nothing is pending", () => {
    expect(send(new HttpCall("auth"))).toBe(BAD_ARGUMENT);
    expect(send(new HttpCall("auth").path("/\n"))).toBe(BAD_ARGUMENT);
    const call = new HttpCall("auth").path("/");
    expect(send(call.header("x", "\n").header("y", "z"))).toBe(BAD_ARGUMENT);
    expect(send(new HttpCall("auth").path("/").header(":path", "/b"))).toBe(
      BAD_ARGUMENT,
    );
    expect(send(new HttpCall("auth").path("/").trailer("", ""))).toBe(
      BAD_ARGUMENT,
    );
    const nul = Uint8Array.wrap(hex("00"));
    expect(send(new HttpCall("auth").path("/").headerBytes("x", nul))).toBe(
      BAD_ARGUMENT,
    );
    expect(callCount("proxy_http_call")).toBe(0);
    expect(pendingCallouts()).toBe(0);
  });

  test("HttpCall.send and HttpCall.dispatch hand on what the host refuses, and nothing is pending", () => {
    expect(send(new HttpCall("unknown").path("/"))).toBe(BAD_ARGUMENT);
    const call = new HttpCall("empty").path("/");
    expect(call.dispatch(waiter())).toBe(Status.InternalFailure);
    expect(pendingCallouts()).toBe(0);
  });

  test("HttpCall.send and what drops it leave nothing behind", () => {
    const lost = blocksLost(() => {
      send(new HttpCall("auth").path("/").header("x", "y").text("body"));
      abandonCallouts(7);
    });
    expect(lost).toBe(0);
  });

  test("HttpCall.timeout tells how long the answer may take", () => {
    setClock(1, 0);
    send(new HttpCall("auth").path("/").timeout(100));
    const timed = pending(FIRST_TOKEN);
    send(new HttpCall("auth").path("/").timeout(0));
    const endless = pending(FIRST_TOKEN + TOKEN_STEP);
    setClock(1, 50_000_000);
    expect(timed.isLate).toBe(false);
    setClock(1, 99_000_000);
    expect(timed.isLate).toBe(true);
    setClock(1, u64.MAX_VALUE - 1);
    expect(endless.isLate).toBe(false);
  });
});

function pending(token: u32): PendingHttpCall {
  return changetype<PendingHttpCall>(findCallout(CalloutKind.Http, token));
}
