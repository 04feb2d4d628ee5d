import "../assembly/index";
import { Answer, Message, startPlugin } from "proxy-wasm-as/testing";

const TEXT = "hello ".repeat(50);

function textAnswer(status: i32 = 200): Answer {
  return new Answer(status)
    .header("content-type", "text/plain; charset=utf-8")
    .header("content-length", TEXT.length.toString())
    .body(TEXT);
}

function responseTo(
  answer: Answer,
  acceptEncoding: string = "gzip, deflate",
  method: string = "GET",
): Message {
  const plugin = startPlugin("compress");
  const exchange = plugin.request(method, "/").answer(answer);
  return exchange.header("accept-encoding", acceptEncoding).send().response;
}

function isLeftAlone(response: Message): bool {
  return (
    response.header("content-encoding") == null &&
    response.header("vary") == null &&
    response.header("content-length") == TEXT.length.toString() &&
    response.text == TEXT
  );
}

describe("compress", () => {
  test("Compress compresses a text, and says so", () => {
    const answer = textAnswer().header("accept-ranges", "bytes");
    const response = responseTo(answer);
    expect(response.header("content-encoding")).toBe("deflate");
    expect(response.header("vary")).toBe("Accept-Encoding");
    expect(response.header("content-length")).toBeNull();
    expect(response.header("accept-ranges")).toBeNull();
    // How zlib's format begins.
    expect(response.body[0]).toBe(0x78);
    expect(response.body.length).toBeLessThan(TEXT.length);
  });

  test("Compress waits for the whole body, and for trailers", () => {
    const answer = textAnswer().body("").trailer("x-t", "1");
    const response = responseTo(answer);
    expect(response.body[0]).toBe(0x78);
    expect(response.trailer("x-t")).toBe("1");
  });

  test("Compress leaves the body to a client that accepts no deflate", () => {
    const response = responseTo(textAnswer().header("etag", '"a"'), "gzip");
    expect(response.header("content-encoding")).toBeNull();
    expect(response.header("vary")).toBe("Accept-Encoding");
    expect(response.header("content-length")).toBe(TEXT.length.toString());
    expect(response.header("etag")).toBe('"a"');
    expect(response.text).toBe(TEXT);
  });

  test("Compress makes an etag weak", () => {
    const strong = responseTo(textAnswer().header("etag", '"a"'));
    expect(strong.headerAll("etag").join()).toBe('W/"a"');
    const weak = responseTo(textAnswer().header("etag", 'W/"a"'));
    expect(weak.headerAll("etag").join()).toBe('W/"a"');
  });

  test("Compress adds to vary what is not there yet", () => {
    const other = responseTo(textAnswer().header("vary", "Origin"));
    expect(other.headerAll("vary").join()).toBe("Origin,Accept-Encoding");
    const list = "Origin, accept-encoding";
    const same = responseTo(textAnswer().header("vary", list));
    expect(same.headerAll("vary").join()).toBe(list);
    const all = responseTo(textAnswer().header("vary", "*"));
    expect(all.headerAll("vary").join()).toBe("*");
  });

  test("Compress leaves alone what may not be changed, or has no whole body", () => {
    const fixed = textAnswer().header("cache-control", "private, No-Transform");
    expect(isLeftAlone(responseTo(fixed))).toBe(true);
    const part = textAnswer(206).header("content-range", "bytes 0-299/900");
    expect(isLeftAlone(responseTo(part))).toBe(true);
    const unchanged = responseTo(textAnswer(304));
    expect(unchanged.header("content-length")).toBe(TEXT.length.toString());
    expect(unchanged.header("content-encoding")).toBeNull();
    const empty = new Answer(204).header("content-type", "text/plain");
    expect(responseTo(empty).header("content-encoding")).toBeNull();
    const head = responseTo(textAnswer(), "deflate", "HEAD");
    expect(head.header("content-length")).toBe(TEXT.length.toString());
    expect(head.header("content-encoding")).toBeNull();
  });

  test("Compress leaves alone what is encoded already, and what is not text", () => {
    const encoded = textAnswer().header("content-encoding", "br");
    expect(responseTo(encoded).text).toBe(TEXT);
    const image = new Answer()
      .header("content-type", "image/png")
      .header("content-length", TEXT.length.toString())
      .body(TEXT);
    expect(isLeftAlone(responseTo(image))).toBe(true);
  });

  test("Compress leaves alone what is too short, too long, or of no length", () => {
    const lengths = ["63", "1048577", "4294967396", ""];
    for (let i = 0; i < lengths.length; i++) {
      const answer = new Answer().header("content-type", "application/json");
      if (lengths[i] != "") answer.header("content-length", lengths[i]);
      const response = responseTo(answer.body("{}"));
      expect(response.header("content-encoding")).toBeNull(lengths[i]);
      expect(response.text).toBe("{}");
    }
  });
});
