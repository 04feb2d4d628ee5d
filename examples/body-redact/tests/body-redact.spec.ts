import "../assembly/index";
import { maskCards } from "../assembly/mask-cards";
import { Answer, startPlugin } from "proxy-wasm-as/testing";

function redacted(body: string): string {
  const answer = new Answer().body(body);
  const plugin = startPlugin("body_redact");
  return plugin.request("GET", "/").answer(answer).send().response.text;
}

describe("body_redact", () => {
  test("Redact replaces a body with the word secret", () => {
    expect(redacted("the secret is 42")).toBe(
      "Original message body (16 bytes) redacted.\n",
    );
  });

  test("Redact masks card numbers but for the last four digits", () => {
    expect(redacted('{"card":"4111111111111111","n":1}')).toBe(
      '{"card":"************1111","n":1}',
    );
    expect(redacted("é 4111 1111 1111 1111, 5500-0000-0000-0004.")).toBe(
      "é **** **** **** 1111, ****-****-****-0004.",
    );
  });

  test("Redact tells cards apart that follow each other", () => {
    expect(redacted("4111111111111111 4111111111111111-1")).toBe(
      "************1111 ************1111-1",
    );
    expect(redacted("7 4111111111111111")).toBe("7 ************1111");
  });

  test("Redact leaves other numbers as they are", () => {
    const numbers = "4111111111111112 411111111111 1-2-3 2026-11-21 ";
    expect(redacted(numbers)).toBe(numbers);
    expect(redacted("4111  1111 1111 1111")).toBe("4111  1111 1111 1111");
    const long = "9".repeat(40);
    expect(redacted(long)).toBe(long);
  });

  test("Redact finds a card in a body of several parts, and before trailers", () => {
    const answer = new Answer()
      .body("41111111")
      .body("11111111")
      .trailer("x-t", "1");
    const plugin = startPlugin("body_redact");
    const response = plugin.request("GET", "/").answer(answer).send().response;
    expect(response.text).toBe("************1111");
    expect(response.trailer("x-t")).toBe("1");
  });

  test("Redact asks the server for a body that is not compressed", () => {
    const plugin = startPlugin("body_redact");
    const stream = plugin
      .request("GET", "/")
      .header("accept-encoding", "gzip")
      .answer(new Answer(204).header("x-a", "1"))
      .send();
    expect(stream.upstream.header("accept-encoding")).toBeNull();
    expect(stream.response.status).toBe(204);
  });

  test("maskCards says whether there was one", () => {
    const bytes = Uint8Array.wrap(String.UTF8.encode("4111111111111111"));
    expect(maskCards(bytes)).toBe(true);
    expect(maskCards(bytes)).toBe(false);
    expect(maskCards(new Uint8Array(0))).toBe(false);
  });
});
