import "../assembly/index";
import { Answer, startPlugin } from "proxy-wasm-as/testing";

describe("blank", () => {
  test("Blank.onRequestHeaders lets the request pass as it is", () => {
    const plugin = startPlugin("blank");
    const stream = plugin.request("POST", "/a").header("x-a", "1").send();
    expect(stream.upstream.header(":path")).toBe("/a");
    expect(stream.upstream.header("x-a")).toBe("1");
  });

  test("Blank.onResponseHeaders lets the response pass as it is", () => {
    const answer = new Answer(404).header("x-b", "2").body("not here");
    const plugin = startPlugin("blank");
    const response = plugin.request("GET", "/").answer(answer).send().response;
    expect(response.status).toBe(404);
    expect(response.header("x-b")).toBe("2");
    expect(response.text).toBe("not here");
  });
});
