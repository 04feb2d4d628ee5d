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
import { blocksLost } from "../blocks";
import { hex } from "../bytes";
import { lastToken, readCallouts, reset } from "../callouts";
import { callCount, refuse, setClock } from "../test-host";

const HTTP = 0;
const BAD_ARGUMENT = Status.BadArgument;

function waiter(): HttpContext {
  const context = new HttpContext();
  context.id = 7;
  return context;
}

function send(call: HttpCall): Status {
  return call.send<HttpContext>(waiter(), (self, response) => {});
}

beforeEach(() => reset());
afterEach(() => abandonCallouts(7));

describe("HttpCall", () => {
  test("HttpCall.send asks by GET, for the cluster, within five seconds", () => {
    expect(send(new HttpCall("auth").path("/a?b"))).toBe(Status.Ok);
    expect(readCallouts()).toBe(
      "http auth [:method=GET; :path=/a?b; :authority=auth] \n[] 5000",
    );
    expect(pendingCallouts()).toBe(1);
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
    expect(readCallouts()).toBe(
      "http côte [:method=POST; :path=/ê; :authority=a.test; x-a=1; " +
        ":scheme=https; x-b=é] body é\n[x-t=2] 0",
    );
  });

  test("HttpCall.bytes takes a view into a larger buffer", () => {
    const body = Uint8Array.wrap(hex("00 61 62 00")).subarray(1, 3);
    send(new HttpCall("a").path("/").bytes(body));
    expect(readCallouts().includes("] ab\n")).toBe(true);
  });

  test("HttpCall.send may be called again", () => {
    const call = new HttpCall("a").path("/").header("x", "y");
    expect(send(call)).toBe(Status.Ok);
    const first = readCallouts();
    expect(call.dispatch(waiter())).toBe(Status.Ok);
    expect(readCallouts()).toBe(first);
    expect(pendingCallouts()).toBe(2);
  });

  test("HttpCall.send refuses before the host is asked, and nothing is pending", () => {
    expect(send(new HttpCall("a"))).toBe(BAD_ARGUMENT);
    expect(send(new HttpCall("a").path("/\n"))).toBe(BAD_ARGUMENT);
    const call = new HttpCall("a").path("/");
    expect(send(call.header("x", "\n").header("y", "z"))).toBe(BAD_ARGUMENT);
    expect(send(new HttpCall("a").path("/").header(":path", "/b"))).toBe(
      BAD_ARGUMENT,
    );
    expect(send(new HttpCall("a").path("/").trailer("", ""))).toBe(
      BAD_ARGUMENT,
    );
    const nul = Uint8Array.wrap(hex("00"));
    expect(send(new HttpCall("a").path("/").headerBytes("x", nul))).toBe(
      BAD_ARGUMENT,
    );
    expect(callCount("proxy_http_call")).toBe(0);
    expect(pendingCallouts()).toBe(0);
  });

  test("HttpCall.send and HttpCall.dispatch hand on what the host refuses, and nothing is pending", () => {
    expect(send(new HttpCall("unknown").path("/"))).toBe(BAD_ARGUMENT);
    refuse("proxy_http_call", Status.InternalFailure);
    const call = new HttpCall("a").path("/");
    expect(call.dispatch(waiter())).toBe(Status.InternalFailure);
    expect(pendingCallouts()).toBe(0);
  });

  test("HttpCall.send and what drops it leave nothing behind", () => {
    const lost = blocksLost(() => {
      send(new HttpCall("auth").path("/").header("x", "y").text("body"));
      readCallouts();
      abandonCallouts(7);
    });
    expect(lost).toBe(0);
  });

  test("HttpCall.timeout tells how long the answer may take", () => {
    setClock(1, 0);
    send(new HttpCall("a").path("/").timeout(100));
    const timed = pending();
    send(new HttpCall("a").path("/").timeout(0));
    const endless = pending();
    setClock(1, 50_000_000);
    expect(timed.isLate).toBe(false);
    setClock(1, 99_000_000);
    expect(timed.isLate).toBe(true);
    setClock(1, u64.MAX_VALUE - 1);
    expect(endless.isLate).toBe(false);
  });
});

function pending(): PendingHttpCall {
  return changetype<PendingHttpCall>(
    findCallout(CalloutKind.Http, lastToken(HTTP)),
  );
}
