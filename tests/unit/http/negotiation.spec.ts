import { MapType } from "proxy-wasm-as/assembly/abi/enums";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import { Accept } from "proxy-wasm-as/assembly/http/accept";
import { AcceptEncoding } from "proxy-wasm-as/assembly/http/accept-encoding";
import { AcceptLanguage } from "proxy-wasm-as/assembly/http/accept-language";
import { MediaType } from "proxy-wasm-as/assembly/http/media-type";
import { addHeader, openMap, reset } from "../test-host";

function media(text: string): string {
  const type = MediaType.parse(text);
  return type == null ? "" : type.toString();
}

describe("MediaType", () => {
  test("MediaType.parse reads types and parameters", () => {
    expect(media("text/html")).toBe("text/html");
    expect(media(' Text/HTML ;Charset="utf-8" ; a=B')).toBe(
      "text/html; charset=utf-8; a=B",
    );
    expect(media('a/b;;c="d\\"e;f";')).toBe('a/b; c="d\\"e;f"');
    expect(media('a/b;c=""')).toBe('a/b; c=""');
    expect(media("a/b;c;d=e")).toBe("a/b");
    expect(media('a/b;c="d')).toBe("a/b");
    expect(media("a/b, c/d")).toBe("a/b");
    const wrong = ["", "text", "text/", "/html", "te xt/html", ";a=b"];
    for (let i = 0; i < wrong.length; i++) expect(media(wrong[i])).toBe("");
  });

  test("MediaType tells what kind it is", () => {
    expect(MediaType.parse("application/problem+json")!.isJson).toBe(true);
    expect(MediaType.parse("TEXT/JSON; a=b")!.isJson).toBe(true);
    expect(MediaType.parse("image/json")!.isJson).toBe(false);
    expect(MediaType.parse("application/jsonp")!.isJson).toBe(false);
    expect(MediaType.parse("image/svg+xml")!.isXml).toBe(true);
    expect(MediaType.parse("image/svg+xml")!.suffix).toBe("xml");
    expect(MediaType.parse("text/a; charset=UTF-8")!.charset).toBe("utf-8");
  });

  test("MediaType.matches takes ranges and their parameters", () => {
    const type = MediaType.parse("text/html; charset=utf-8; level=1")!;
    const right = ["*/*", "text/*", "TEXT/html", "text/html;level=1"];
    for (let i = 0; i < right.length; i++) {
      expect(type.matches(right[i])).toBe(true, right[i]);
    }
    const wrong = ["", "*", "text/plain", "text/html;level=2", "*/*;x=y"];
    for (let i = 0; i < wrong.length; i++) {
      expect(type.matches(wrong[i])).toBe(false, wrong[i]);
    }
  });

  test("Parameters.set quotes what it needs, and refuses what none can have", () => {
    const type = MediaType.parse("multipart/form-data")!;
    expect(type.parameters.set("Boundary", 'a b"\\')).toBe(true);
    expect(type.toString()).toBe('multipart/form-data; boundary="a b\\"\\\\"');
    expect(media(type.toString())).toBe(type.toString());
    expect(type.parameters.set("a b", "")).toBe(false);
    expect(type.parameters.set("a", "\n")).toBe(false);
    expect(type.parameters.delete("BOUNDARY")).toBe(true);
    expect(type.parameters.size).toBe(0);
  });
});

describe("Accept", () => {
  // RFC 9110, section 12.5.1.
  test("Accept.quality takes the most specific range", () => {
    const accept = new Accept(
      "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, " +
        "text/plain;format=fixed;q=0.4, */*;q=0.5",
    );
    expect(accept.quality("text/plain;format=flowed")).toBe(1000);
    expect(accept.quality("text/plain")).toBe(700);
    expect(accept.quality("text/html")).toBe(300);
    expect(accept.quality("image/jpeg")).toBe(500);
    expect(accept.quality("text/plain;format=fixed")).toBe(400);
    expect(accept.quality("text/html;level=3")).toBe(300);
  });

  test("Accept.best chooses what is wanted most", () => {
    const json = "application/json";
    const html = "text/html";
    const browser =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8";
    expect(new Accept(browser).best([json, html])).toBe(html);
    expect(new Accept("*/*").best([json, html])).toBe(json);
    expect(new Accept("").best([json, html])).toBe(json);
    expect(new Accept("text/html;q=0, */*").best([html, json])).toBe(json);
    expect(new Accept("image/png").best([html, json])).toBeNull();
    expect(new Accept(`, ;q=1,a/,x/y;q=2,${html};q=0.001`).best([html])).toBe(
      html,
    );
    expect(new Accept('a/b;x="c,d/e;q=1", text/html').quality("d/e")).toBe(0);
  });
});

describe("AcceptEncoding", () => {
  // RFC 9110, section 12.5.3.
  test("AcceptEncoding.best takes what the RFC allows", () => {
    const all = ["br", "gzip", "identity"];
    expect(new AcceptEncoding("compress, gzip").best(all)).toBe("gzip");
    expect(new AcceptEncoding("").best(all)).toBe("identity");
    expect(new AcceptEncoding("*").best(all)).toBe("br");
    expect(new AcceptEncoding("br;q=0.5, GZIP;q=1.0").best(all)).toBe("gzip");
    expect(
      new AcceptEncoding("gzip;q=1.0, identity; q=0.5, *;q=0").best(["br"]),
    ).toBeNull();
    expect(new AcceptEncoding("*;q=0").best(["identity"])).toBeNull();
    expect(new AcceptEncoding("identity;q=0, br;q=0").best(all)).toBeNull();
    expect(new AcceptEncoding("x-gzip").quality("gzip")).toBe(1000);
    expect(new AcceptEncoding("*;q=0.5").quality("identity")).toBe(1);
  });
});

describe("AcceptEncoding.quality", () => {
  test("AcceptEncoding.quality reads names and weights in any case", () => {
    const deflate = "deflate";
    const right = [
      "Deflate",
      "gzip ,\tdeflate ; Q=0.001",
      "gzip, *;q=0.1",
      "*;q=0, deflate",
    ];
    for (let i = 0; i < right.length; i++) {
      const quality = new AcceptEncoding(right[i]).quality(deflate);
      expect(quality).toBeGreaterThan(0, right[i]);
    }
    const wrong = [
      "deflate;level=9;q=0",
      "deflate;q=0.000",
      "deflate64, gzip",
      "*;q=0",
      "deflate;q=0, *",
      "deflate;q=0.0001",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(new AcceptEncoding(wrong[i]).quality(deflate)).toBe(0, wrong[i]);
    }
  });
});

describe("AcceptLanguage", () => {
  test("AcceptLanguage.best takes ranges and, where nothing else is there, less", () => {
    const all = ["de", "en", "en-US", "pt-BR"];
    expect(new AcceptLanguage("da, en-gb;q=0.8, en;q=0.7").best(all)).toBe(
      "en",
    );
    expect(new AcceptLanguage("en-GB").best(all)).toBe("en");
    expect(new AcceptLanguage("PT").best(all)).toBe("pt-BR");
    expect(new AcceptLanguage("p").best(all)).toBeNull();
    expect(new AcceptLanguage("").best(all)).toBe("de");
    expect(new AcceptLanguage("fr, *;q=0.1").best(all)).toBe("de");
    expect(new AcceptLanguage("en;q=0, *").best(all)).toBe("de");
    expect(new AcceptLanguage("en;q=0, en-US").best(all)).toBe("en-US");
    expect(new AcceptLanguage("en-GB;q=0, en").quality("en")).toBe(1000);
    expect(new AcceptLanguage("en, en-GB;q=0").quality("en-GB")).toBe(0);
  });

  test("Accept.of reads all headers of the name", () => {
    reset();
    const headers = HeaderMap.of(MapType.RequestHeaders);
    openMap(MapType.RequestHeaders);
    expect(Accept.of(headers).quality("a/b")).toBe(1000);
    addHeader(MapType.RequestHeaders, "accept-language", "de;q=0.5");
    addHeader(MapType.RequestHeaders, "accept-language", "en");
    addHeader(MapType.RequestHeaders, "accept-encoding", "gzip");
    addHeader(MapType.RequestHeaders, "content-type", "text/html");
    expect(AcceptLanguage.of(headers).best(["de", "en"])).toBe("en");
    expect(AcceptEncoding.of(headers).quality("gzip")).toBe(1000);
    expect(MediaType.of(headers)!.essence).toBe("text/html");
  });
});
