import { MapType } from "proxy-wasm-as/assembly/abi/enums";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import {
  ByteRange,
  ByteRanges,
  ContentRange,
} from "proxy-wasm-as/assembly/http/byte-ranges";
import { CacheControl } from "proxy-wasm-as/assembly/http/cache-control";
import { EntityTag } from "proxy-wasm-as/assembly/http/entity-tag";
import { EntityTags } from "proxy-wasm-as/assembly/http/entity-tags";
import {
  Precondition,
  Preconditions,
} from "proxy-wasm-as/assembly/http/preconditions";
import { addVary } from "proxy-wasm-as/assembly/http/vary";
import { addHeader, openMap, readHeaders, reset } from "../test-host";

function tag(text: string): EntityTag {
  return EntityTag.parse(text)!;
}

/** The parts of a body of 10000 bytes, as `start-end` each. */
function parts(header: string): string {
  const ranges = ByteRanges.parse(header);
  if (ranges == null) return "none";
  const found = ranges.resolve(10000);
  let text = "";
  for (let i = 0; i < found.length; i++) {
    text += `${found[i].start}-${found[i].end} `;
  }
  return text;
}

/** What the conditions `name: value` come to for `"a"`, changed in the second 784111777. */
function check(method: string, lines: string[], exists: bool = true): i32 {
  reset();
  const map = MapType.RequestHeaders;
  addHeader(map, ":method", method);
  for (let i = 0; i < lines.length; i++) {
    const colon = lines[i].indexOf(": ");
    const name = lines[i].substring(0, colon);
    addHeader(map, name, lines[i].substring(colon + 2));
  }
  const conditions = Preconditions.of(HeaderMap.of(map));
  const changed = new Date(784111777123);
  return exists
    ? conditions.check(tag('"a"'), changed)
    : conditions.check(null, null, false);
}

describe("EntityTag", () => {
  // RFC 9110, section 8.8.3.2.
  test("EntityTag compares strongly and weakly", () => {
    expect(tag('W/"1"').equalsStrong(tag('W/"1"'))).toBe(false);
    expect(tag('W/"1"').equalsWeak(tag('W/"1"'))).toBe(true);
    expect(tag('W/"1"').equalsWeak(tag('W/"2"'))).toBe(false);
    expect(tag('W/"1"').equalsStrong(tag('"1"'))).toBe(false);
    expect(tag('W/"1"').equalsWeak(tag('"1"'))).toBe(true);
    expect(tag('"1"').equalsStrong(tag('"1"'))).toBe(true);
    expect(tag('""').weakened().toString()).toBe('W/""');
    expect(EntityTag.make("a", true)!.toString()).toBe('W/"a"');
    expect(EntityTag.make('a"')).toBeNull();
    const wrong = [
      "",
      "a",
      '"',
      '"a',
      'w/"a"',
      '"a b"',
      '"a" ',
      "W/a",
      '"a"b"',
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(EntityTag.parse(wrong[i])).toBeNull(wrong[i]);
    }
  });

  test("EntityTags reads lists, whose tags may have commas and backslashes", () => {
    const tags = EntityTags.parse('"a,b" , W/"c\\",, "é"')!;
    expect(tags.hasStrong(tag('"a,b"'))).toBe(true);
    expect(tags.hasStrong(tag('"c\\"'))).toBe(false);
    expect(tags.hasWeak(tag('"c\\"'))).toBe(true);
    expect(tags.hasWeak(tag('"b"'))).toBe(false);
    expect(EntityTags.parse(" * ")!.hasStrong(tag('"x"'))).toBe(true);
    expect(EntityTags.parse("")!.hasWeak(tag('"x"'))).toBe(false);
    const wrong = ["a", '"a" "b"', '"a', "*, *", '"a",*'];
    for (let i = 0; i < wrong.length; i++) {
      expect(EntityTags.parse(wrong[i])).toBeNull(wrong[i]);
    }
  });
});

describe("Preconditions", () => {
  test("Preconditions.check goes in the order of RFC 9110, section 13.2.2", () => {
    const met = Precondition.Met;
    const same = Precondition.NotModified;
    const failed = Precondition.Failed;
    const before = "Sun, 06 Nov 1994 08:49:36 GMT";
    const then = "Sun, 06 Nov 1994 08:49:37 GMT";
    expect(check("GET", [])).toBe(met);
    expect(check("GET", ['if-none-match: W/"a"'])).toBe(same);
    expect(check("PUT", ['if-none-match: "b"', 'if-none-match: "a"'])).toBe(
      failed,
    );
    expect(check("GET", ['if-none-match: "b"'])).toBe(met);
    expect(
      check("GET", ['if-none-match: "b"', "if-modified-since: " + then]),
    ).toBe(met);
    expect(check("HEAD", ["if-modified-since: " + then])).toBe(same);
    expect(check("GET", ["if-modified-since: " + before])).toBe(met);
    expect(check("POST", ["if-modified-since: " + then])).toBe(met);
    expect(check("GET", ["if-modified-since: yesterday"])).toBe(met);
    expect(check("PUT", ['if-match: "a"'])).toBe(met);
    expect(check("PUT", ['if-match: W/"a"'])).toBe(failed);
    expect(check("PUT", ["if-match: x"])).toBe(failed);
    expect(check("PUT", ["if-unmodified-since: " + before])).toBe(failed);
    expect(check("PUT", ["if-unmodified-since: " + then])).toBe(met);
    expect(check("PUT", ["if-match: *"], false)).toBe(failed);
    expect(check("PUT", ["if-none-match: *"], false)).toBe(met);
    expect(check("PUT", ["if-none-match: *"])).toBe(failed);
  });
});

describe("ByteRanges", () => {
  // RFC 9110, section 14.1.2.
  test("ByteRanges.resolve gives the parts of a body of 10000 bytes", () => {
    expect(parts("bytes=0-499")).toBe("0-499 ");
    expect(parts("bytes=500-999")).toBe("500-999 ");
    expect(parts("bytes=-500")).toBe("9500-9999 ");
    expect(parts("bytes=9500-")).toBe("9500-9999 ");
    expect(parts("Bytes=0-0, -1 ,,500-600")).toBe("0-0 9999-9999 500-600 ");
    expect(parts("bytes=0-99999")).toBe("0-9999 ");
    expect(parts("bytes=-99999")).toBe("0-9999 ");
    expect(parts("bytes=10000-,-0")).toBe("");
    expect(parts("bytes=0-99999999999999999999999")).toBe("0-9999 ");
    const wrong = [
      "",
      "bytes",
      "bytes=",
      "bytes=-",
      "bytes=1",
      "bytes=2-1",
      "bytes=a-",
      "bytes=--1",
      "lines=0-1",
      "bytes=0-1,x",
      "bytes 0-1",
      "bytes=0 -1",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(parts(wrong[i])).toBe("none", wrong[i]);
    }
    expect(ByteRanges.parse("bytes=0-")!.resolve(0).length).toBe(0);
  });

  test("ContentRange reads and writes the header", () => {
    const range = ContentRange.parse("bytes 42-1233/1234")!;
    expect(range.size).toBe(1234);
    expect(range.range!.start).toBe(42);
    expect(range.range!.length).toBe(1192);
    expect(ContentRange.parse("bytes 42-1233/*")!.size).toBe(-1);
    expect(ContentRange.parse("bytes */1234")!.range).toBeNull();
    expect(ContentRange.of(new ByteRange(0, 9), -1)).toBe("bytes 0-9/*");
    expect(ContentRange.of(new ByteRange(0, 9), 10)).toBe("bytes 0-9/10");
    expect(ContentRange.unsatisfied(10)).toBe("bytes */10");
    const wrong = [
      "",
      "bytes",
      "bytes */*",
      "bytes 0-9/9",
      "bytes 9-8/10",
      "bytes 0-/9",
      "lines 0-1/2",
      "bytes 0-1",
      "bytes=0-1/2",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(ContentRange.parse(wrong[i])).toBeNull(wrong[i]);
    }
  });
});

describe("CacheControl", () => {
  test("CacheControl reads directives in any case, quoted or not", () => {
    const control = new CacheControl(
      'Public , MAX-AGE=60, s-maxage="120",private="set-cookie, x", stale-if-error=99999999999',
    );
    expect(control.has("public")).toBe(true);
    expect(control.seconds("max-age")).toBe(60);
    expect(control.seconds("S-MaxAge")).toBe(120);
    expect(control.get("private")).toBe("set-cookie, x");
    expect(control.get("public")).toBe("");
    expect(control.get("no-store")).toBeNull();
    expect(control.seconds("stale-if-error")).toBe(2147483648);
    expect(control.seconds("no-store")).toBe(-1);
    expect(new CacheControl("max-age=-1").seconds("max-age")).toBe(-1);
    expect(new CacheControl("max-age=1.5").has("max-age")).toBe(true);
    expect(new CacheControl("max-age=1 2, x").has("max-age")).toBe(false);
    expect(new CacheControl('a="b, no-store').has("no-store")).toBe(false);
  });

  test("CacheControl edits directives and leaves the others as they are", () => {
    const control = new CacheControl('Public,a= "b" ,max-age=1, ?,MAX-AGE=2');
    expect(control.setSeconds("max-age", 3)).toBe(true);
    expect(control.set("private", "x y")).toBe(true);
    expect(control.set("no-cache")).toBe(true);
    expect(control.set("a b")).toBe(false);
    expect(control.set("a", "\n")).toBe(false);
    expect(control.toString()).toBe(
      'Public, a= "b", max-age=3, ?, private="x y", no-cache',
    );
    expect(control.delete("PUBLIC") && control.delete("a")).toBe(true);
    expect(control.delete("")).toBe(false);
    expect(control.toString()).toBe('max-age=3, ?, private="x y", no-cache');
  });

  test("CacheControl.writeTo and addVary write headers", () => {
    reset();
    const map = MapType.ResponseHeaders;
    const headers = HeaderMap.of(map);
    openMap(map);
    addHeader(map, "cache-control", "no-store");
    addHeader(map, "cache-control", "max-age=1");
    const control = CacheControl.of(headers);
    control.delete("no-store");
    control.writeTo(headers);
    expect(readHeaders(map)).toBe("cache-control=max-age=1");
    control.delete("max-age");
    control.writeTo(headers);
    addVary(headers, "Accept");
    addVary(headers, "accept");
    expect(readHeaders(map)).toBe("vary=Accept");
    addHeader(map, "vary", "x, *");
    addVary(headers, "y");
    expect(readHeaders(map)).toBe("vary=Accept,x, *");
  });
});
