import { JsonEditor, JsonKind } from "proxy-wasm-as";

/**
 * Returns an answer of JSON-RPC without some of the tools in the list that it has, or a batch of
 * answers; `null` where it has no such list.
 */
export function withoutTools(
  json: Uint8Array,
  names: string[],
): Uint8Array | null {
  const editor = JsonEditor.of(json);
  let count = 0;
  if (editor.reader.kind == JsonKind.List) {
    editor.enterList();
    while (editor.nextItem()) count += removeFrom(editor, names);
  } else count = removeFrom(editor, names);
  return count > 0 ? editor.finish() : null;
}

/** Removes tools from the message that an editor is at; returns how many. */
function removeFrom(editor: JsonEditor, names: string[]): i32 {
  let count = 0;
  if (!editor.enterObject()) return 0;
  while (editor.nextKey()) {
    if (!editor.reader.keyIs("result")) continue;
    if (!editor.enterObject()) continue;
    while (editor.nextKey()) {
      if (!editor.reader.keyIs("tools")) continue;
      if (!editor.enterList()) continue;
      while (editor.nextItem()) {
        if (!names.includes(nameOf(editor))) continue;
        editor.remove();
        count++;
      }
    }
  }
  return count;
}

/** Returns the name of the tool that an editor is at. */
function nameOf(editor: JsonEditor): string {
  const tool = editor.reader.fork();
  let name = "";
  if (!tool.enterObject()) return name;
  while (tool.nextKey()) {
    if (tool.keyIs("name")) name = tool.readTextOr("");
  }
  return name;
}
