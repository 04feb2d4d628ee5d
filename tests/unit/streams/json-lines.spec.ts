import { utf8Decode, utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";
import { JsonLinesEditor } from "proxy-wasm-as/assembly/streams/json-lines-editor";
import { JsonLinesReader } from "proxy-wasm-as/assembly/streams/json-lines-reader";

function readCut(bytes: Uint8Array, cut: i32, limit: i32): string {
  const reader = new JsonLinesReader(limit);
  let text = "";
  for (let at = 0; at <= bytes.length; at += cut) {
    if (at + cut > bytes.length) reader.end();
    reader.write(bytes.slice(at, at + cut));
    for (let l = reader.next(); l != null; l = reader.next()) {
      text += l.isTooLarge ? "<too large>" : `<${l.text}>`;
    }
  }
  return text;
}

/** Reads lines at once, and says where another cut reads another thing. */
function read(stream: string, limit: i32 = 1 << 20): string {
  const bytes = utf8Encode(stream);
  const whole = readCut(bytes, bytes.length + 1, limit);
  for (let cut = 1; cut < bytes.length; cut++) {
    const other = readCut(bytes, cut, limit);
    if (other != whole) return `${whole}, but by ${cut}: ${other}`;
  }
  return whole;
}

function editCut(bytes: Uint8Array, cut: i32): string {
  const editor = new JsonLinesEditor(12);
  let text = "";
  for (let at = 0; at <= bytes.length; at += cut) {
    if (at + cut > bytes.length) editor.end();
    editor.write(bytes.slice(at, at + cut));
    for (let l = editor.next(); l != null; l = editor.next()) {
      if (l.isTooLarge || l.text == "drop") l.drop();
      else if (l.text == "set") l.setText('{"é":1}');
      else if (l.text == "insert") editor.insert("[]");
      else if (l.text == "stop") editor.stop("null");
    }
    text += utf8Decode(editor.take());
  }
  return text + utf8Decode(editor.takeRest());
}

function edit(stream: string): string {
  const bytes = utf8Encode(stream);
  const whole = editCut(bytes, bytes.length + 1);
  for (let cut = 1; cut < bytes.length; cut++) {
    const other = editCut(bytes, cut);
    if (other != whole) return `${whole}, but by ${cut}: ${other}`;
  }
  return whole;
}

describe("JsonLinesReader", () => {
  test("JsonLinesReader reads lines, wherever the stream is cut", () => {
    expect(read('{"a":1}\n"é😀"\r\n\n \t\r\n[1]')).toBe(
      '<{"a":1}><"é😀"><[1]>',
    );
    expect(read("1\r2\n3\n")).toBe("<1\r2><3>");
    expect(read("")).toBe("");
  });

  test("JsonLinesReader holds no line beyond its limit", () => {
    expect(read("12345\r\n123456\n1\r\n123456\r\n12345", 5)).toBe(
      "<12345><too large><1><too large><12345>",
    );
    expect(read("123456", 5)).toBe("<too large>");
  });

  test("JsonLine.json reads its value, and is null for another text", () => {
    const reader = new JsonLinesReader();
    reader.write(utf8Encode(' {"a":2} \n{"a":\n'));
    expect(reader.next()!.json()!.getIntegerOr("a", 0)).toBe(2);
    expect(reader.next()!.json()).toBeNull();
    expect(reader.next()).toBeNull();
  });
});

describe("JsonLinesEditor", () => {
  test("JsonLinesEditor drops, changes and adds lines", () => {
    expect(edit("1\r\n\n 2\n3")).toBe("1\r\n\n 2\n3");
    expect(edit("1\ndrop\nset\r\ninsert\nset")).toBe(
      '1\n{"é":1}\n[]\ninsert\n{"é":1}',
    );
    expect(edit("1\n1234567890123456\n2\n")).toBe("1\n2\n");
    expect(edit("1\nstop\n2\n3")).toBe("1\nstop\nnull\n");
  });
});
