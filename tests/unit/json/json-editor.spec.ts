import { JsonEditor } from "proxy-wasm-as/assembly/json/json-editor";
import { JsonWriter } from "proxy-wasm-as/assembly/json/json-writer";

function editorOf(text: string): JsonEditor {
  return JsonEditor.of(Uint8Array.wrap(String.UTF8.encode(text)));
}

function finished(editor: JsonEditor): string {
  const bytes = editor.finish();
  return bytes == null ? "null" : String.UTF8.decode(bytes.slice().buffer);
}

/** Removes the values of a list whose positions have a bit set. */
function without(text: string, mask: i32): string {
  const editor = editorOf(text);
  editor.enterList();
  for (let i = 0; editor.nextItem(); i++) {
    if ((mask & (1 << i)) != 0) editor.remove();
  }
  return finished(editor);
}

function setAt(text: string, pointer: string): string {
  const editor = editorOf(text);
  if (!editor.goTo(pointer)) return "absent";
  editor.set(new JsonWriter().text("ü"));
  return finished(editor);
}

describe("JsonEditor", () => {
  test("JsonEditor leaves a document as it is where nothing is edited", () => {
    const text = ' {"a" : [ 1.50 , {} ] ,\n "b":"\\u0041"} ';
    expect(finished(editorOf(text))).toBe(text);
    const editor = editorOf(text);
    editor.enterObject();
    while (editor.nextKey()) {
      if (editor.enterList()) while (editor.nextItem());
    }
    expect(finished(editor)).toBe(text);
  });

  test("JsonEditor.set replaces a value at a pointer, and no other byte", () => {
    const text = ' {"a" : [ 1.50 , {"b~/": null} ] ,\n "c":1e2} ';
    expect(setAt(text, "/c")).toBe(text.replace("1e2", '"ü"'));
    expect(setAt(text, "/a/0")).toBe(text.replace("1.50", '"ü"'));
    expect(setAt(text, "/a/1/b~0~1")).toBe(text.replace("null", '"ü"'));
    expect(setAt(text, "/a/1")).toBe(text.replace('{"b~/": null}', '"ü"'));
    expect(setAt(text, "")).toBe(' "ü" ');
    expect(setAt(text, "/x")).toBe("absent");
    expect(setAt(text, "/a/2")).toBe("absent");
    expect(setAt(text, "/a/00")).toBe("absent");
    expect(setAt(text, "/c/d")).toBe("absent");
    expect(setAt(text, "c")).toBe("absent");
  });

  test("JsonEditor.goTo takes the last of two values of a key", () => {
    expect(setAt('{"a":1,"b":2,"a":3}', "/a")).toBe('{"a":1,"b":2,"a":"ü"}');
    expect(setAt('[{"a":1,"a":[2,3]}]', "/0/a/1")).toBe(
      '[{"a":1,"a":[2,"ü"]}]',
    );
  });

  test("JsonEditor.nextKey meets a key that is there twice both times", () => {
    const editor = editorOf('{"a":1,"b":2,"a":3}');
    editor.enterObject();
    while (editor.nextKey()) {
      if (editor.reader.keyIs("a")) editor.remove();
    }
    expect(finished(editor)).toBe('{"b":2}');
  });

  test("JsonEditor.remove takes a comma with each value", () => {
    const text = "[ 1 , 2 , 3 ]";
    expect(without(text, 0)).toBe(text);
    expect(without(text, 1)).toBe("[ 2 , 3 ]");
    expect(without(text, 2)).toBe("[ 1 , 3 ]");
    expect(without(text, 3)).toBe("[ 3 ]");
    expect(without(text, 4)).toBe("[ 1 , 2 ]");
    expect(without(text, 5)).toBe("[ 2 ]");
    expect(without(text, 6)).toBe("[ 1 ]");
    expect(without(text, 7)).toBe("[  ]");
    expect(without("[[1],[2]]", 1)).toBe("[[2]]");
  });

  test("JsonEditor.remove and rename edit keys", () => {
    const editor = editorOf('{"a":1, "b" : {"c":2, "d":[3]}, "e":4}');
    editor.enterObject();
    while (editor.nextKey()) {
      if (editor.reader.keyIs("a")) editor.remove();
      else if (editor.reader.keyIs("b")) {
        editor.rename('B"');
        editor.enterObject();
        while (editor.nextKey()) {
          if (editor.reader.keyIs("c")) editor.remove();
          else {
            editor.rename("D");
            editor.set(new JsonWriter().i64(5));
          }
        }
      } else editor.rename("E");
    }
    expect(finished(editor)).toBe('{"B\\"" : {"D":5}, "E":4}');
  });

  test("JsonEditor.append adds to lists and objects, also to empty ones", () => {
    const editor = editorOf('{"a":[1 ], "b":[ ], "c":[2,3], "d":{}}');
    editor.enterObject();
    while (editor.nextKey()) {
      if (editor.enterList()) {
        while (editor.nextItem()) {
          if (editor.reader.fork().readI32Or(0) > 1) editor.remove();
        }
        editor.append(new JsonWriter().i64(8));
        editor.append(new JsonWriter().i64(9));
      }
    }
    editor.appendKey("é", new JsonWriter().beginList().endList());
    expect(finished(editor)).toBe(
      '{"a":[1,8,9 ], "b":[ 8,9], "c":[8,9], "d":{},"é":[]}',
    );
  });

  test("JsonEditor edits thousands of values in one pass", () => {
    const editor = editorOf("[" + '{"x":1,"y":2},'.repeat(4999) + "{}]");
    editor.enterList();
    while (editor.nextItem()) {
      editor.enterObject();
      while (editor.nextKey()) {
        if (editor.reader.keyIs("x")) editor.set(new JsonWriter().bool(true));
      }
    }
    expect(finished(editor)).toBe(
      "[" + '{"x":true,"y":2},'.repeat(4999) + "{}]",
    );
  });

  test("JsonEditor.finish gives null for a document that is not JSON", () => {
    expect(finished(editorOf("[1,]"))).toBe("null");
    expect(setAt('{"a":1,"b":}', "/a")).toBe("null");
    expect(setAt('{"a":1]', "/a")).toBe("null");
    expect(setAt('{"a":1} x', "/a")).toBe("null");
    expect(setAt('{"a":[1}', "/a")).toBe("null");
    const editor = editorOf("[1 2]");
    editor.enterList();
    while (editor.nextItem()) editor.remove();
    editor.append(new JsonWriter().i64(3));
    expect(finished(editor)).toBe("null");
  });

  test("JsonEditor throws where a value was edited, or is not there", () => {
    expect(() => {
      editorOf("1").remove();
    }).toThrow();
    expect(() => {
      const editor = editorOf("[1]");
      editor.enterList();
      editor.set(new JsonWriter().i64(1));
    }).toThrow();
    expect(() => {
      const editor = editorOf("[1]");
      editor.goTo("/0");
      editor.remove();
      editor.set(new JsonWriter().i64(1));
    }).toThrow();
    expect(() => {
      const editor = editorOf('{"a":1}');
      editor.goTo("/a");
      editor.rename("b");
      editor.remove();
    }).toThrow();
    expect(() => {
      const editor = editorOf("[1]");
      editor.goTo("/0");
      editor.append(new JsonWriter().i64(1));
    }).toThrow();
    expect(() => {
      const editor = editorOf("1");
      editor.reader.skip();
      editor.set(new JsonWriter().i64(1));
    }).toThrow();
  });
});
