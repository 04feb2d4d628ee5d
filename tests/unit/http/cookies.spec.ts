import { MapType, Status } from "proxy-wasm-as/assembly/abi/enums";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import { parseCookieDate } from "proxy-wasm-as/assembly/http/cookie-date";
import { Cookies } from "proxy-wasm-as/assembly/http/cookies";
import { SameSite, SetCookie } from "proxy-wasm-as/assembly/http/set-cookie";
import { addHeader, readHeaders, reset } from "../test-host";

/** The moment in seconds; -1 for a text that is not a date. */
function seconds(text: string): i64 {
  const date = parseCookieDate(text);
  return date == null ? -1 : date.getTime() / 1000;
}

describe("Cookies", () => {
  test("Cookies.get reads values as they are", () => {
    const cookies = new Cookies('a=1; b="x=y"; c; =d;; e =  f g ; a=2; é=ü');
    expect(cookies.get("a")).toBe("1");
    expect(cookies.get("b")).toBe('"x=y"');
    expect(cookies.get("e")).toBe("f g");
    expect(cookies.get("é")).toBe("ü");
    expect(cookies.get("")).toBe("c");
    expect(cookies.get("A")).toBeNull();
    expect(cookies.has("a")).toBe(true);
    expect(cookies.size).toBe(7);
    expect(cookies.keys()).toStrictEqual(["a", "b", "", "", "e", "a", "é"]);
  });

  test("Cookies.set and delete leave other cookies as they are", () => {
    const cookies = new Cookies("a=1;b =2;  c=3; a=4");
    expect(cookies.set("a", "5")).toBe(Status.Ok);
    expect(cookies.toString()).toBe("a=5;b =2;  c=3");
    expect(cookies.set("d", "6")).toBe(Status.Ok);
    expect(cookies.delete("a")).toBe(true);
    expect(cookies.delete("a")).toBe(false);
    expect(cookies.toString()).toBe("b =2;  c=3; d=6");
    expect(cookies.set("c", "7")).toBe(Status.Ok);
    expect(cookies.toString()).toBe("b =2; c=7; d=6");
  });

  test("Cookies.set refuses what a cookie cannot have", () => {
    const cookies = new Cookies("");
    const bad = ["a b", "a;b", "a,b", 'a"', "a\\", "é", "a\r\nb", "\0"];
    for (let i = 0; i < bad.length; i++) {
      expect(cookies.set("a", bad[i])).toBe(Status.BadArgument);
      expect(cookies.set(bad[i], "a")).toBe(Status.BadArgument);
    }
    expect(cookies.set("", "a")).toBe(Status.BadArgument);
    expect(cookies.toString()).toBe("");
    expect(cookies.set("a", "")).toBe(Status.Ok);
    expect(cookies.toString()).toBe("a=");
  });

  test("Cookies.of joins the headers, and writeTo sets one or none", () => {
    reset();
    const headers = HeaderMap.of(MapType.RequestHeaders);
    addHeader(MapType.RequestHeaders, "cookie", "a=1");
    addHeader(MapType.RequestHeaders, "cookie", "b=2");
    const cookies = Cookies.of(headers);
    expect(cookies.writeTo(headers)).toBe(Status.Ok);
    expect(readHeaders(MapType.RequestHeaders)).toBe("cookie=a=1; b=2");
    cookies.delete("a");
    cookies.delete("b");
    expect(cookies.writeTo(headers)).toBe(Status.Ok);
    expect(readHeaders(MapType.RequestHeaders)).toBe("");
  });
});

describe("SetCookie", () => {
  test("SetCookie.parse reads all attributes", () => {
    const cookie = SetCookie.parse(
      "SID=31d4; path=/a;DOMAIN=.example.com ; Max-Age=-5; secure; HttpOnly; " +
        "SameSite=nOnE; Partitioned; Expires=Wed, 09 Jun 2021 10:18:14 GMT; X=y",
    )!;
    expect(cookie.name).toBe("SID");
    expect(cookie.value).toBe("31d4");
    expect(cookie.path).toBe("/a");
    expect(cookie.domain).toBe("example.com");
    expect(cookie.maxAge).toBe(-5);
    expect(cookie.secure && cookie.httpOnly && cookie.partitioned).toBe(true);
    expect(cookie.sameSite).toBe(SameSite.None);
    expect(cookie.expires!.getTime()).toBe(1623233894000);
    expect(cookie.attribute("x")).toBe("y");
    expect(cookie.fault).toBeNull();
  });

  test("SetCookie.parse ignores what browsers ignore", () => {
    expect(SetCookie.parse("")).toBeNull();
    expect(SetCookie.parse(" = ; Secure")).toBeNull();
    expect(SetCookie.parse("a=b\x01")).toBeNull();
    expect(SetCookie.parse("a=" + "b".repeat(4096))).toBeNull();
    const cookie = SetCookie.parse(
      "v; Path=x; Max-Age=1e3; SameSite=other; Path=/" + "x".repeat(1024),
    )!;
    expect(cookie.name).toBe("");
    expect(cookie.value).toBe("v");
    expect(cookie.path).toBeNull();
    expect(cookie.maxAge).toBe(i64.MIN_VALUE);
    expect(cookie.sameSite).toBe(SameSite.Unset);
    expect(SetCookie.parse("a=b; Path=/x; path=/y")!.path).toBe("/y");
  });

  test("SetCookie edits attributes and leaves the others as they are", () => {
    const cookie = SetCookie.parse("a=b ;path=/x;Foo ; Domain=d; domain=e")!;
    cookie.path = "/y";
    cookie.domain = null;
    cookie.secure = true;
    cookie.sameSite = SameSite.Strict;
    expect(cookie.toString()).toBe(
      "a=b ; Path=/y;Foo ; Secure; SameSite=Strict",
    );
    cookie.secure = false;
    cookie.sameSite = SameSite.Unset;
    cookie.value = "c";
    cookie.maxAge = 60;
    cookie.expires = new Date(0);
    expect(cookie.toString()).toBe(
      "a=c; Path=/y;Foo ; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    );
    cookie.maxAge = i64.MIN_VALUE;
    cookie.expires = null;
    expect(cookie.toString()).toBe("a=c; Path=/y;Foo ");
  });

  test("SetCookie.fault says why browsers ignore it", () => {
    const right = [
      "a=b",
      "__Secure-a=b; Secure",
      "__Host-a=b; Secure; Path=/",
      "a=b; SameSite=None; Secure",
    ];
    for (let i = 0; i < right.length; i++) {
      expect(SetCookie.parse(right[i])!.fault).toBeNull(right[i]);
    }
    const wrong = [
      "b",
      "a=b c",
      "a=b; Path=/é",
      "__secure-a=b",
      "__Host-a=b; Path=/",
      "__HOST-a=b; Secure",
      "__Host-a=b; Secure; Path=/; Domain=d",
      "__Host-a=b; Secure; Path=/; Path=/x",
      "a=b; SameSite=None",
      "a=b; Partitioned",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(SetCookie.parse(wrong[i])!.fault).not.toBeNull(wrong[i]);
    }
    expect(new SetCookie("a", "b; Secure").fault).not.toBeNull();
    expect(new SetCookie("a", "\r\n").fault).not.toBeNull();
  });

  test("SetCookie.appendTo and replaceAll write headers", () => {
    reset();
    const map = MapType.ResponseHeaders;
    const headers = HeaderMap.of(map);
    addHeader(map, "set-cookie", "a=1; X");
    addHeader(map, "set-cookie", "b=é");
    const cookies = SetCookie.allOf(headers);
    cookies[0].secure = true;
    expect(SetCookie.replaceAll(headers, cookies)).toBe(Status.Ok);
    expect(new SetCookie("c", "3").appendTo(headers)).toBe(Status.Ok);
    expect(new SetCookie("c", "x y").appendTo(headers)).toBe(
      Status.BadArgument,
    );
    expect(readHeaders(map)).toBe(
      "set-cookie=a=1; X; Secure; set-cookie=b=é; set-cookie=c=3",
    );
  });

  // The algorithm of RFC 6265bis, section 5.1.1, in some of the forms that sites send.
  test("SetCookie.expires reads the dates that browsers read", () => {
    expect(seconds("Sun, 06 Nov 1994 08:49:37 GMT")).toBe(784111777);
    expect(seconds("Sunday, 06-Nov-94 08:49:37 GMT")).toBe(784111777);
    expect(seconds("Sun Nov  6 08:49:37 1994")).toBe(784111777);
    expect(seconds("6 november 94 8:49:37")).toBe(784111777);
    expect(seconds("08:49:37x 1994 NOV 06th")).toBe(784111777);
    expect(seconds("08:49:37 06 NOVember 1994 +0100")).toBe(784111777);
    expect(seconds("Thu, 01-Jan-2070 00:00:00 GMT")).toBe(3155760000);
    const wrong = [
      "",
      "0",
      "Sun, 06 Nov 1600 08:49:37 GMT",
      "Sun, 32 Nov 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 24:49:37 GMT",
      "Sun, 06 Nov 1994 08:60:37 GMT",
      "Sun, 06 Nov 1994 08:49:60 GMT",
      "Sun, 06 Nov 1994 08:49 GMT",
      "Sun, 06 Nov 08:49:37 GMT",
      "Sun, 31 Feb 1994 08:49:37 GMT",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(seconds(wrong[i])).toBe(-1, wrong[i]);
    }
  });
});
