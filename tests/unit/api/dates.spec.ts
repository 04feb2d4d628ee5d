import { parseHttpDate } from "proxy-wasm-as/assembly/api/http-date";
import { parseIsoDate } from "proxy-wasm-as/assembly/api/iso-date";

/** The time in seconds since 1970; -1 for a text that is not a date. */
function httpSeconds(text: string): i64 {
  const date = parseHttpDate(text);
  return date == null ? -1 : date.getTime() / 1000;
}

function isoMilliseconds(text: string): i64 {
  const date = parseIsoDate(text);
  return date == null ? -1 : date.getTime();
}

describe("parseHttpDate", () => {
  test("parseHttpDate reads the three forms of RFC 9110", () => {
    expect(httpSeconds("Sun, 06 Nov 1994 08:49:37 GMT")).toBe(784111777);
    expect(httpSeconds("Sunday, 06-Nov-94 08:49:37 GMT")).toBe(784111777);
    expect(httpSeconds("Sun Nov  6 08:49:37 1994")).toBe(784111777);
    expect(httpSeconds("Wed Nov 16 08:49:37 1994")).toBe(784975777);
    expect(httpSeconds("Tuesday, 01-Jan-30 00:00:00 GMT")).toBe(1893456000);
  });

  test("parseHttpDate reads what toUTCString writes", () => {
    const moments: i64[] = [0, 951782400000, 1709164800000, 4102444799000];
    for (let i = 0; i < moments.length; i++) {
      const text = new Date(moments[i]).toUTCString();
      expect(httpSeconds(text)).toBe(moments[i] / 1000);
    }
  });

  test("parseHttpDate takes a leap second, and the 29th of February of leap years", () => {
    expect(httpSeconds("Sat, 31 Dec 2016 23:59:60 GMT")).toBe(1483228800);
    expect(httpSeconds("Thu, 29 Feb 2024 00:00:00 GMT")).toBe(1709164800);
    expect(httpSeconds("Wed, 29 Feb 2023 00:00:00 GMT")).toBe(-1);
  });

  test("parseHttpDate gives null for a text that is not a date", () => {
    const texts = [
      "",
      "0",
      ",",
      "-1",
      "GMT",
      "2026-11-29T08:49:37Z",
      "Sun, 06 Nov 1994 08:49:37 CET",
      "Sun, 06 Nov 1994 08:49:37 GMT ",
      "Sun, 06 Nov 1994 24:00:00 GMT",
      "Sun, 06 Nov 1994 08:60:00 GMT",
      "Sun, 06 Nov 1994 08:49:61 GMT",
      "Sun, 31 Nov 1994 08:49:37 GMT",
      "Sun, 00 Nov 1994 08:49:37 GMT",
      "Sun, 06 anF 1994 08:49:37 GMT",
      "Sun, 06 nov 1994 08:49:37 GMT",
      "Sun, 6 Nov 1994 08:49:37 GMT",
      "Sun,_06 Nov 1994 08:49:37 GMT",
      "Sunday, 06-Nov-1994 08:49:37 GMT",
      "Sund%2, 06-Nov-94 08:49:37 GMT",
      "Sun Nov 06 08:49:37 1994 GMT",
    ];
    for (let i = 0; i < texts.length; i++) {
      expect(httpSeconds(texts[i])).toBe(-1, texts[i]);
    }
  });
});

describe("parseIsoDate", () => {
  test("parseIsoDate reads dates, and times of RFC 3339", () => {
    expect(isoMilliseconds("1970-01-01")).toBe(0);
    expect(isoMilliseconds("2024-02-29")).toBe(1709164800000);
    expect(isoMilliseconds("2023-11-14T22:13:20Z")).toBe(1700000000000);
    expect(isoMilliseconds("2023-11-14T22:13:20.123Z")).toBe(1700000000123);
    expect(isoMilliseconds("2023-11-14T22:13:20.1Z")).toBe(1700000000100);
    expect(isoMilliseconds("2023-11-14T22:13:20.123999999Z")).toBe(
      1700000000123,
    );
    expect(isoMilliseconds("2023-11-15T00:43:20+02:30")).toBe(1700000000000);
    expect(isoMilliseconds("2023-11-14T20:13:20-02:00")).toBe(1700000000000);
    expect(isoMilliseconds(new Date(1700000000123).toISOString())).toBe(
      1700000000123,
    );
  });

  test("parseIsoDate gives null for a text that is not a date", () => {
    const texts = [
      "",
      "2023",
      "2023-13-01",
      "2023-00-01",
      "2023-02-30",
      "0099-01-01",
      "2023-11-14T",
      "2023-11-14T22:13Z",
      "2023-11-14T22:13:20",
      "2023-11-14T22:13:20.Z",
      "2023-11-14T22:13:20z",
      "2023-11-14T22:13:20+1",
      "2023-11-14T22:13:20+24:00",
      "2023-11-14T22:13:20+01:60",
      "2023-11-14T24:00:00Z",
      "2023-11-14 22:13:20Z",
      "2023-11-14T22:13:20ZZ",
      "+02023-11-14",
      "Sun, 06 Nov 1994 08:49:37 GMT",
    ];
    for (let i = 0; i < texts.length; i++) {
      expect(isoMilliseconds(texts[i])).toBe(-1, texts[i]);
    }
  });
});
