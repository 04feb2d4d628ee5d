import { utf8Decode, utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";
import { SseEditor } from "proxy-wasm-as/assembly/streams/sse-editor";
import { SseEvent } from "proxy-wasm-as/assembly/streams/sse-event";
import { SseReader } from "proxy-wasm-as/assembly/streams/sse-reader";

/** Shows an event as `type:data`, with its id and its retry where it has them. */
function shown(event: SseEvent): string {
  if (event.isTooLarge) return "<too large>";
  let text = `${event.type}:${event.data.replaceAll("\n", "\\n")}`;
  const id = event.lastEventId;
  if (id.length > 0) text += "#" + id;
  if (event.retry >= 0) text += "~" + event.retry.toString();
  return `<${text}>`;
}

/** Reads a stream that is cut after some bytes, and again after as many. */
function readCut(bytes: Uint8Array, cut: i32, limit: i32): string {
  const reader = new SseReader(limit);
  let text = "";
  for (let at = 0; at < bytes.length; at += cut) {
    reader.write(bytes.slice(at, at + cut));
    for (let e = reader.next(); e != null; e = reader.next()) text += shown(e);
  }
  return text;
}

/** Reads a stream at once, and says where another cut reads another thing. */
function read(stream: string, limit: i32 = 1 << 20): string {
  const bytes = utf8Encode(stream);
  const whole = readCut(bytes, bytes.length + 1, limit);
  for (let cut = 1; cut < bytes.length; cut++) {
    const other = readCut(bytes, cut, limit);
    if (other != whole) return `${whole}, but by ${cut}: ${other}`;
    const reader = new SseReader(limit);
    reader.write(bytes.slice(0, cut));
    let text = "";
    for (let e = reader.next(); e != null; e = reader.next()) text += shown(e);
    reader.write(bytes.slice(cut));
    for (let e = reader.next(); e != null; e = reader.next()) text += shown(e);
    if (text != whole) return `${whole}, but at ${cut}: ${text}`;
  }
  return whole;
}

/** Edits a stream by what its events say; `cut` as above. */
function editCut(bytes: Uint8Array, cut: i32, limit: i32): string {
  const editor = new SseEditor(limit);
  let text = "";
  for (let at = 0; at < bytes.length; at += cut) {
    editor.write(bytes.slice(at, at + cut));
    for (let e = editor.next(); e != null; e = editor.next()) {
      if (e.isTooLarge || e.data == "drop") e.drop();
      else if (e.data == "set") e.setData("one\ntwo");
      else if (e.data == "type") e.setType("other");
      else if (e.data == "insert") editor.insert("new", "added", "7");
      else if (e.data == "stop") {
        e.drop();
        editor.stop("[DONE]");
      }
    }
    text += utf8Decode(editor.take());
  }
  return text + utf8Decode(editor.takeRest());
}

function edit(stream: string, limit: i32 = 1 << 20): string {
  const bytes = utf8Encode(stream);
  const whole = editCut(bytes, bytes.length + 1, limit);
  for (let cut = 1; cut < bytes.length; cut++) {
    const other = editCut(bytes, cut, limit);
    if (other != whole) return `${whole}, but by ${cut}: ${other}`;
  }
  return whole;
}

describe("SseReader", () => {
  test("SseReader reads events, wherever the stream is cut", () => {
    expect(read("data: a\n\ndata: b\n\n")).toBe("<message:a><message:b>");
    expect(read("data: a\r\n\r\ndata: b\r\rdata: c\n\n")).toBe(
      "<message:a><message:b><message:c>",
    );
    expect(read("event: add\ndata: é😀\nid: 1\nretry: 20\n\ndata\n\n")).toBe(
      "<add:é😀#1~20><message:#1>",
    );
  });

  test("SseReader reads the examples of the HTML standard", () => {
    // HTML, section 9.2.6.
    expect(read("data: YHOO\ndata: +2\ndata: 10\n\n")).toBe(
      "<message:YHOO\\n+2\\n10>",
    );
    expect(
      read(
        ": test stream\n\ndata: first event\nid: 1\n\n" +
          "data:second event\nid\n\ndata:  third event\n\n",
      ),
    ).toBe(
      "<message:first event#1><message:second event><message: third event>",
    );
    expect(read("data\n\ndata\ndata\n\ndata:")).toBe("<message:><message:\\n>");
    expect(read("data:test\n\ndata: test\n\n")).toBe(
      "<message:test><message:test>",
    );
  });

  test("SseReader leaves out what EventSource does not dispatch", () => {
    expect(read("event: a\n\nid: 2\n\n:c\n\nretry: 1\n\ndata: b\n\n")).toBe(
      "<message:b#2>",
    );
    expect(read("data: cut")).toBe("");
    expect(read("data: cut\n")).toBe("");
    expect(read("\n\r\r\n\n")).toBe("");
    expect(read("dat: a\ndatax: b\nDATA: c\n data: d\ndata : e\n\n")).toBe("");
    expect(read("data: a\nid: 1\0 2\nretry: 5x\nevent\n\n")).toBe(
      "<message:a>",
    );
  });

  test("SseReader goes over a byte order mark at the beginning alone", () => {
    expect(read("\ufeffdata: a\n\n\ufeffdata: b\n\n")).toBe("<message:a>");
    expect(read("\ufeff\ufeffdata: a\n\n")).toBe("");
    expect(read("\ufeff: c\r\rdata: a\n\n")).toBe("<message:a>");
  });

  test("SseReader holds no event beyond its limit", () => {
    expect(read("data: 12345\n\ndata: 1\n\n", 12)).toBe(
      "<message:12345><message:1>",
    );
    expect(read("data: 123456\n\ndata: 1\n\n", 12)).toBe(
      "<too large><message:1>",
    );
    expect(read("data: 12\r\ndata: 3456\r\n\r\ndata: 1\r\n\r\n", 12)).toBe(
      "<too large><message:1>",
    );
    expect(read(":" + "-".repeat(20) + "\rdata: 1\r\r", 12)).toBe(
      "<message:1>",
    );
    expect(read("data:\r\n:" + "-".repeat(20) + "\n\n:\n\n", 12)).toBe(
      "<too large>",
    );
  });

  test("SseReader.end gives the data of an event that was cut", () => {
    const reader = new SseReader();
    reader.write(utf8Encode("data: a\n\nid: 1\ndata: b\nda"));
    expect(reader.next()!.isCut).toBe(false);
    expect(reader.next()).toBeNull();
    reader.write(utf8Encode("ta: c"));
    expect(reader.next()).toBeNull();
    reader.end();
    const cut = reader.next()!;
    expect(cut.isCut).toBe(true);
    expect(shown(cut)).toBe("<message:b\\nc#1>");
    expect(reader.next()).toBeNull();
  });

  test("SseReader.retry is the last one, also without an event", () => {
    const reader = new SseReader();
    reader.write(utf8Encode("retry: 3000\n\n"));
    expect(reader.next()).toBeNull();
    expect(reader.retry).toBe(3000);
  });

  test("SseEvent.dataBytes and jsonReader have what data has", () => {
    const reader = new SseReader();
    reader.write(utf8Encode('data: {"a":\ndata: 1}\n\ndata: [DONE]\n\n'));
    const json = reader.next()!;
    expect(utf8Decode(json.dataBytes)).toBe('{"a":\n1}');
    const walk = json.jsonReader();
    expect(walk.enterObject() && walk.nextKey()).toBe(true);
    expect(walk.readI64Or(0)).toBe(1);
    const done = reader.next()!;
    expect(done.dataIs("[DONE]")).toBe(true);
    expect(done.dataIs("[DONE")).toBe(false);
    // It stays what it is while more is read.
    reader.write(utf8Encode("data: other\n\n"));
    expect(reader.next()!.data).toBe("other");
    expect(done.data).toBe("[DONE]");
  });
});

describe("SseEvent.encode", () => {
  test("SseEvent.encode writes what SseReader reads", () => {
    const bytes = SseEvent.encode("a\nb\r\nc", "x\ny", "1\r2\0");
    expect(utf8Decode(bytes)).toBe(
      "event: xy\nid: 12\ndata: a\ndata: b\ndata: c\n\n",
    );
    expect(read(utf8Decode(bytes))).toBe("<xy:a\\nb\\nc#12>");
    expect(utf8Decode(SseEvent.encode(""))).toBe("data: \n\n");
  });
});

describe("SseEditor", () => {
  test("SseEditor lets all that is not edited go on as it is", () => {
    const stream =
      "\ufeff: hi\n\ndata:a\r\n\r\nid: 1\r\rfoo: é\ndata: b\ndata: c\n\n\n\ndata: cut";
    expect(edit(stream)).toBe(stream);
  });

  test("SseEditor drops, changes and adds events", () => {
    expect(edit("data: a\n\ndata: drop\n\ndata: b\n\n")).toBe(
      "data: a\n\ndata: b\n\n",
    );
    expect(edit("id: 1\r\ndata: set\r\nfoo: 2\r\n\r\ndata: b\r\n\r\n")).toBe(
      "id: 1\r\ndata: one\ndata: two\nfoo: 2\r\n\r\ndata: b\r\n\r\n",
    );
    expect(edit("\ufeffevent: a\ndata: type\n\n")).toBe(
      "\ufeffevent: other\ndata: type\n\n",
    );
    expect(edit("data: a\n\n:c\n\ndata: insert\n\n")).toBe(
      "data: a\n\n:c\n\nevent: added\nid: 7\ndata: new\n\ndata: insert\n\n",
    );
  });

  test("SseEditor.stop ends the stream with a last event", () => {
    expect(edit("data: a\n\ndata: stop\n\ndata: b\n\ndata: cut")).toBe(
      "data: a\n\ndata: [DONE]\n\n",
    );
  });

  test("SseEditor drops an event that is too large as a whole", () => {
    expect(
      edit("data: a\n\ndata: 12345678\ndata: 9\n\n:c\n\ndata: b\n\n", 10),
    ).toBe("data: a\n\n:c\n\ndata: b\n\n");
  });

  test("SseEditor lets an event that is too large go on, and ends it before the last", () => {
    const editor = new SseEditor(8);
    editor.write(utf8Encode("data: 123456"));
    expect(editor.next()!.isTooLarge).toBe(true);
    expect(editor.next()).toBeNull();
    expect(utf8Decode(editor.take())).toBe("data: 123456");
    editor.write(utf8Encode("789"));
    expect(editor.next()).toBeNull();
    editor.stop("end");
    expect(utf8Decode(editor.take())).toBe("789\n\ndata: end\n\n");
    editor.write(utf8Encode("data: more\n\n"));
    expect(editor.next()).toBeNull();
    expect(editor.take().length).toBe(0);
    expect(editor.isStopped).toBe(true);
  });
});
