import "../assembly/index";
import { titleOf } from "../assembly/title-of";
import { Answer, Message, startPlugin } from "proxy-wasm-as/testing";

function responseTo(answer: Answer, configuration: string = ""): Message {
  const plugin = startPlugin("error_pages", configuration);
  return plugin.request("GET", "/").answer(answer).send().response;
}

describe("error_pages", () => {
  test("ErrorPages replaces the body of an error", () => {
    const answer = new Answer(503)
      .header("content-type", "text/plain")
      .header("content-encoding", "gzip")
      .header("retry-after", "30")
      .header("set-cookie", "a=1")
      .header("set-cookie", "b=2")
      .body("stack trace");
    const response = responseTo(answer);
    expect(response.status).toBe(503);
    expect(response.headerAll("content-type").join()).toBe(
      "text/html; charset=utf-8",
    );
    expect(response.header("content-encoding")).toBeNull();
    expect(response.header("retry-after")).toBe("30");
    expect(response.headerAll("set-cookie").join()).toBe("a=1,b=2");
    expect(response.text.includes("<h1>Service Unavailable</h1>")).toBe(true);
    expect(response.text.includes("stack trace")).toBe(false);
  });

  test("ErrorPages gives an error without a body a page", () => {
    const response = responseTo(new Answer(404), "{status} {title}!");
    expect(response.text).toBe("404 Not Found!");
  });

  test("ErrorPages leaves other responses as they are", () => {
    expect(responseTo(new Answer(200).body("a")).text).toBe("a");
    expect(responseTo(new Answer(304)).text).toBe("");
    expect(responseTo(new Answer(999).body("odd")).text).toBe("odd");
  });

  test("titleOf has a title for every error", () => {
    expect(titleOf(404)).toBe("Not Found");
    expect(titleOf(499)).toBe("Error");
    expect(titleOf(599)).toBe("Server Error");
  });
});
