import "../assembly/index";
import {
  Answer,
  Exchange,
  HttpStream,
  startPlugin,
} from "proxy-wasm-as/testing";

function exchange(operation: string): Exchange {
  return startPlugin("body_edit")
    .request("POST", "/")
    .header("content-length", "15")
    .header("buffer-operation", operation)
    .body("[original ")
    .body("body]")
    .answer(new Answer().header("content-length", "5").body("reply"));
}

function requestEdited(operation: string): string {
  return exchange(operation).send().upstream.text;
}

function responseEdited(operation: string): HttpStream {
  return exchange(operation).header("buffer-replace-at", "response").send();
}

describe("body_edit", () => {
  test("EditBody edits the request's body as the header says", () => {
    expect(requestEdited("append")).toBe(
      "[original body][this is appended body]",
    );
    expect(requestEdited("prepend")).toBe(
      "[this is prepended body][original body]",
    );
    expect(requestEdited("replace")).toBe("[this is replaced body]");
    expect(requestEdited("dance")).toBe("[this is replaced body]");
  });

  test("EditBody edits the response's body where it is asked to", () => {
    const stream = responseEdited("append");
    expect(stream.upstream.text).toBe("[original body]");
    expect(stream.response.text).toBe("reply[this is appended body]");
    expect(stream.response.header("content-length")).toBeNull();
    expect(responseEdited("replace").response.text).toBe(
      "[this is replaced body]",
    );
  });

  test("EditBody removes a content-length that would not fit", () => {
    expect(
      exchange("append").send().upstream.header("content-length"),
    ).toBeNull();
    const stream = exchange("append").send();
    expect(stream.response.header("content-length")).toBe("5");
  });

  test("EditBody logs what the body was", () => {
    const plugin = startPlugin("body_edit");
    plugin.request("POST", "/").header("content-length", "1").body("a").send();
    expect(plugin.host.logs[0].message).toBe("original request body: a");
  });

  test("EditBody edits what ends with trailers", () => {
    const stream = exchange("append").trailer("x-t", "1").send();
    expect(stream.upstream.text).toBe("[original body][this is appended body]");
    expect(stream.upstream.trailer("x-t")).toBe("1");
  });

  test("EchoBody answers with the request's body", () => {
    const plugin = startPlugin("body_edit", "echo");
    const parts = plugin.request("POST", "/").body("[original ").body("body]");
    const stream = parts.send();
    expect(stream.upstream.text).toBe("");
    expect(stream.upstream.hasEnded).toBe(false);
    expect(stream.response.status).toBe(200);
    expect(stream.response.text).toBe("[original body]");
    const ended = plugin.request("POST", "/").body("a").trailer("x-t", "1");
    expect(ended.send().response.text).toBe("a");
    expect(plugin.get("/").upstream.hasArrived).toBe(true);
  });

  test("EditBody.onRequestHeaders wants a content", () => {
    const stream = startPlugin("body_edit")
      .request("GET", "/")
      .header("buffer-replace-at", "response")
      .send();
    expect(stream.response.status).toBe(400);
    expect(stream.response.text).toBe("content must be provided");
  });
});
