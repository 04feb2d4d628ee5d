import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compileText } from "../compile-text.ts";

// Each event or line says what is done to it.
const FILTER = `
import {
  bodyChanged, FilterDataStatus, HttpContext, HttpHandler, JsonLinesEditor,
  JsonLinesStream, registerHttpContext, registerHttpHandler, SseEditor, SseStream,
} from "proxy-wasm-as";
class SseCallbacks extends HttpContext {
  private readonly events: SseEditor = new SseEditor();
  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    const events = this.events;
    events.read(this.response.body, endOfStream);
    for (let e = events.next(); e != null; e = events.next()) {
      if (e.data == "drop") e.drop();
      else if (e.data == "set") e.setData("was set");
      else if (e.data == "insert") events.insert("new");
      else if (e.data == "stop") {
        e.drop();
        events.stop("[DONE]");
      }
    }
    events.writeTo(this.response.body);
    return FilterDataStatus.Continue;
  }
}
registerHttpContext<SseCallbacks>("sse_callbacks");
class SseHandler extends HttpHandler {
  onResponse(): void {
    bodyChanged(this.response.headers);
    const addsEnd = this.response.headers.get("x-end") == "1";
    const events = new SseStream(this.response.body);
    for (let e = events.next(); e != null; e = events.next()) {
      if (e.data == "drop") e.drop();
      else if (e.data == "set") e.setData("was set");
      else if (e.data == "insert") events.insert("new");
      else if (e.data == "stop") {
        e.drop();
        return events.stop("[DONE]");
      } else if (e.data == "leave") return events.leave();
    }
    if (addsEnd) events.insert("the end");
  }
}
registerHttpHandler<SseHandler>("sse_handler");
class LineCallbacks extends HttpContext {
  private readonly lines: JsonLinesEditor = new JsonLinesEditor();
  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    const lines = this.lines;
    lines.read(this.request.body, endOfStream);
    for (let l = lines.next(); l != null; l = lines.next()) {
      if (l.text == "drop") l.drop();
      else if (l.text == "set") l.setText('"was set"');
      else if (l.text == "insert") lines.insert("0");
    }
    lines.writeTo(this.request.body);
    return FilterDataStatus.Continue;
  }
}
registerHttpContext<LineCallbacks>("line_callbacks");
class LineHandler extends HttpHandler {
  onRequest(): void {
    bodyChanged(this.request.headers);
    const lines = new JsonLinesStream(this.request.body);
    for (let l = lines.next(); l != null; l = lines.next()) {
      if (l.text == "drop") l.drop();
      else if (l.text == "set") l.setText('"was set"');
      else if (l.text == "insert") lines.insert("0");
      else if (l.text == "stop") return lines.stop("null");
    }
  }
}
registerHttpHandler<LineHandler>("line_handler");
`;

const host = await ProxyHost.load(await compileText(FILTER));

/** All ways to cut a text in two, and into single bytes. */
function cuts(text: string): Buffer[][] {
  const bytes = Buffer.from(text);
  const two = Array.from(bytes, (_, at) => [
    bytes.subarray(0, at),
    bytes.subarray(at),
  ]);
  return [...two, Array.from(bytes, (byte) => Buffer.of(byte))];
}

function response(root: string, body: Buffer[], trailers?: [string, string][]) {
  const stream = host.startPlugin({ rootId: root }).httpStream();
  const headers = { "content-length": "9", "x-end": trailers ? "" : "1" };
  stream.request({ upstream: { headers, body, trailers } });
  return stream.response;
}

const EVENTS =
  ": hi\r\n\r\ndata: é\ndata: 2\n\ndata: drop\n\nevent: a\rdata: set\rid: 1\r\rdata: insert\n\ndata: 3\n\nid: 9\ndata: set";
const EDITED =
  ": hi\r\n\r\ndata: é\ndata: 2\n\nevent: a\rdata: was set\nid: 1\r\rdata: new\n\ndata: insert\n\ndata: 3\n\nid: 9\ndata: was set\n";

for (const root of ["sse_callbacks", "sse_handler"]) {
  test(`${root} edits events wherever the body is cut, and loses nothing`, () => {
    const end = root === "sse_handler" ? "\n\ndata: the end\n\n" : "";
    for (const body of cuts(EVENTS)) {
      assert.equal(response(root, body)?.text, EDITED + end, `${body.length}`);
    }
  });

  test(`${root} ends a stream with a last event, and leaves out the rest`, () => {
    for (const body of cuts("data: 1\n\ndata: stop\n\ndata: 2\n\ndata: 3")) {
      const expected = "data: 1\n\ndata: [DONE]\n\n";
      assert.equal(response(root, body, [])?.text, expected);
    }
  });

  test(`${root} edits events in front of trailers; one that is not whole is none`, () => {
    const trailers: [string, string][] = [["x-t", "1"]];
    for (const body of cuts("data: 1\n\ndata: set\n\ndata: cut")) {
      const got = response(root, body, trailers);
      const [last] = /data: c?u?t?$|$/.exec(got!.text)!;
      assert.equal(got?.text, `data: 1\n\ndata: was set\n\n${last}`);
      assert.deepEqual(got.trailers, trailers);
    }
  });
}

test("SseStream.leave lets the rest go on as it is", () => {
  for (const body of cuts("data: set\n\ndata: leave\n\ndata: set\n\ndata: x")) {
    assert.equal(
      response("sse_handler", body, [])?.text,
      "data: was set\n\ndata: leave\n\ndata: set\n\ndata: x",
    );
  }
});

for (const root of ["line_callbacks", "line_handler"]) {
  test(`${root} edits lines wherever the body is cut, the last one as well`, () => {
    for (const body of cuts("1\r\n\ndrop\nset\ninsert\nset")) {
      const stream = host.startPlugin({ rootId: root }).httpStream();
      stream.request({ method: "POST", body });
      assert.equal(
        stream.upstream?.text,
        '1\r\n\n"was set"\n0\ninsert\n"was set"',
      );
    }
  });
}

test("JsonLinesStream.stop ends a body with a last line", () => {
  for (const body of cuts("1\nstop\n2\n3")) {
    const stream = host.startPlugin({ rootId: "line_handler" }).httpStream();
    stream.request({ method: "POST", body });
    assert.equal(stream.upstream?.text, "1\nstop\nnull\n");
  }
});
