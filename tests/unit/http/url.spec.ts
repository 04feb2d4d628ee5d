import { MapType, Status } from "proxy-wasm-as/assembly/abi/enums";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import { RequestUrl } from "proxy-wasm-as/assembly/http/request-url";
import { SearchParams } from "proxy-wasm-as/assembly/http/search-params";
import {
  addHeaderBytes,
  openMap,
  readHeaderBytes,
  readHeaders,
  reset,
} from "../test-host";

function bytes(text: string, last: u8): Uint8Array {
  const utf8 = Uint8Array.wrap(String.UTF8.encode(text + "."));
  utf8[utf8.length - 1] = last;
  return utf8;
}

/** Reads a query and shows its pairs as `name|value` and a line for each. */
function pairs(query: string): string {
  const params = new SearchParams(query);
  const names = params.keys();
  const values = params.values();
  let text = "";
  for (let i = 0; i < names.length; i++) text += `${names[i]}|${values[i]}\n`;
  return text;
}

describe("SearchParams", () => {
  // The cases of web-platform-tests, url/urlencoded-parser.any.js, written again.
  test("SearchParams reads what the URL standard's parser reads", () => {
    expect(pairs("test")).toBe("test|\n");
    expect(pairs("?test=")).toBe("test|\n");
    expect(pairs("%EF%BB%BFtest=%EF%BB%BF")).toBe("\ufefftest|\ufeff\n");
    expect(pairs("%FE%FF")).toBe("\ufffd\ufffd|\n");
    expect(pairs("%E2")).toBe("\ufffd|\n");
    expect(pairs("%C2x")).toBe("\ufffdx|\n");
    expect(pairs("_charset_=windows-1252&test=%C2x")).toBe(
      "_charset_|windows-1252\ntest|\ufffdx\n",
    );
    expect(pairs("")).toBe("");
    expect(pairs("a")).toBe("a|\n");
    expect(pairs("a=b")).toBe("a|b\n");
    expect(pairs("a=")).toBe("a|\n");
    expect(pairs("=b")).toBe("|b\n");
    expect(pairs("&")).toBe("");
    expect(pairs("&a")).toBe("a|\n");
    expect(pairs("a&a")).toBe("a|\na|\n");
    expect(pairs("a&b&c")).toBe("a|\nb|\nc|\n");
    expect(pairs("a=b&c=d")).toBe("a|b\nc|d\n");
    expect(pairs("a&&&a=b&&&&c=d&")).toBe("a|\na|b\nc|d\n");
    expect(pairs("a=a&a=b&a=c")).toBe("a|a\na|b\na|c\n");
    expect(pairs("a==a")).toBe("a|=a\n");
    expect(pairs("a=a+b+c+d")).toBe("a|a b c d\n");
    expect(pairs("%=a")).toBe("%|a\n");
    expect(pairs("%a=a")).toBe("%a|a\n");
    expect(pairs("%a_=a")).toBe("%a_|a\n");
    expect(pairs("%61=a")).toBe("a|a\n");
    expect(pairs("%61+%4d%4D=")).toBe("a MM|\n");
    expect(pairs("id=0&value=%")).toBe("id|0\nvalue|%\n");
    expect(pairs("b=%2sf%2a")).toBe("b|%2sf*\n");
    expect(pairs("b=%2%2af%2a")).toBe("b|%2*f*\n");
    expect(pairs("b=%%2a")).toBe("b|%*\n");
    expect(pairs("é=€")).toBe("é|€\n");
  });

  test("SearchParams.get finds names however they are encoded", () => {
    const params = new SearchParams("a=1&%61=2&b+c=3&d");
    expect(params.get("a")).toBe("1");
    expect(params.getAll("a")).toStrictEqual(["1", "2"]);
    expect(params.get("b c")).toBe("3");
    expect(params.get("d")).toBe("");
    expect(params.get("e")).toBeNull();
    expect(params.has("a", "2")).toBe(true);
    expect(params.has("a", "3")).toBe(false);
    expect(params.size).toBe(4);
    expect(new SearchParams("&&").has("")).toBe(false);
  });

  test("SearchParams.set keeps the place of the first pair and all other bytes", () => {
    const params = new SearchParams("a=%7e&b=1&&c=+&b=2&d=%zz");
    params.set("b", "x y&=é~");
    expect(params.toString()).toBe("a=%7e&b=x%20y%26%3D%C3%A9~&&c=+&d=%zz");
    params.set("e", "*");
    params.delete("a");
    expect(params.toString()).toBe("b=x%20y%26%3D%C3%A9~&&c=+&d=%zz&e=%2A");
    params.set("c", " ");
    params.delete("d", "1");
    expect(params.toString()).toBe("b=x%20y%26%3D%C3%A9~&&c=+&d=%zz&e=%2A");
  });

  test("SearchParams.ofBytes keeps bytes that are not UTF-8", () => {
    const params = SearchParams.ofBytes(bytes("a=1&b=", 0xff));
    params.append("c", "\ud800");
    const all = params.toBytes();
    expect(all[6]).toBe(0xff);
    expect(String.UTF8.decode(all.slice(7).buffer)).toBe("&c=%EF%BF%BD");
    expect(params.get("b")).toBe("\ufffd");
    expect(params.getBytes("b")![0]).toBe(0xff);
    expect(new SearchParams("b=%ff+").getBytes("b")!.length).toBe(2);
  });

  // From web-platform-tests, url/urlsearchparams-sort.any.js.
  test("SearchParams.sort is stable and compares UTF-16 units", () => {
    const params = new SearchParams("z=b&a=b&z=a&a=a");
    params.sort();
    expect(params.toString()).toBe("a=b&a=a&z=b&z=a");
    const units = new SearchParams("%ef%bf%bc=1&%f0%9f%8c%88=2&&=3");
    units.sort();
    expect(units.toString()).toBe("=3&%f0%9f%8c%88=2&%ef%bf%bc=1");
    const words = new SearchParams("bbb&bb&aaa&aa=x&aa=y");
    words.sort();
    expect(words.toString()).toBe("aa=x&aa=y&aaa&bb&bbb");
  });
});

describe("RequestUrl", () => {
  test("RequestUrl has the parts of a path and a query", () => {
    const url = new RequestUrl("/a%2Fb/c%20d/?x=1&y=%2B");
    expect(url.pathname).toBe("/a%2Fb/c%20d/");
    expect(url.segments).toStrictEqual(["a/b", "c d", ""]);
    expect(url.search).toBe("?x=1&y=%2B");
    expect(url.searchParams.get("y")).toBe("+");
    expect(new RequestUrl("/").segments).toStrictEqual([""]);
    expect(new RequestUrl("/a+b").segments).toStrictEqual(["a+b"]);
  });

  test("RequestUrl.toString gives back what was read", () => {
    const targets = ["", "/", "*", "/?", "/a?b#c?d", "/%zz?%&&=", "/é?ü", "?"];
    for (let i = 0; i < targets.length; i++) {
      const url = new RequestUrl(targets[i]);
      expect(url.toString()).toBe(targets[i]);
      expect(url.searchParams.get("none")).toBeNull();
      expect(url.toString()).toBe(targets[i]);
    }
    const odd = bytes("/a?b=", 0xfe);
    expect(RequestUrl.ofBytes(odd).toBytes()).toStrictEqual(odd);
  });

  test("RequestUrl.pathname encodes what a path cannot have", () => {
    const url = new RequestUrl("/old?q=+");
    url.pathname = 'a b?#"é%20%zz%{;=@:';
    expect(url.toString()).toBe("/a%20b%3F%23%22%C3%A9%20%25zz%25%7B;=@:?q=+");
    url.segments = ["a/b", "", "ü"];
    expect(url.toString()).toBe("/a%2Fb//%C3%BC?q=+");
    url.segments = [];
    expect(url.pathname).toBe("/");
  });

  test("RequestUrl.search replaces the query, and searchParams edits it", () => {
    const url = new RequestUrl("/a?b=1&c=%7e");
    url.searchParams.delete("b");
    expect(url.toString()).toBe("/a?c=%7e");
    url.searchParams.delete("c");
    expect(url.toString()).toBe("/a");
    expect(url.search).toBe("");
    url.search = "?d=ü /?#";
    expect(url.toString()).toBe("/a?d=%C3%BC%20/?%23");
    expect(url.searchParams.get("d")).toBe("ü /?#");
    url.search = "";
    expect(url.toString()).toBe("/a");
  });

  test("RequestUrl.of reads :path, and writeTo sets it", () => {
    reset();
    const map = MapType.RequestHeaders;
    const headers = HeaderMap.of(map);
    openMap(map);
    expect(RequestUrl.of(headers)).toBeNull();
    const path = bytes("/a?b=1&c=", 0xff);
    addHeaderBytes(map, ":path", path.buffer);
    const url = RequestUrl.of(headers)!;
    expect(url.writeTo(headers)).toBe(Status.Ok);
    expect(Uint8Array.wrap(readHeaderBytes(map, 0))).toStrictEqual(path);
    url.searchParams.delete("c");
    url.writeTo(headers);
    expect(readHeaders(map)).toBe(":path=/a?b=1");
  });
});
