import {
  JsonLinesEditor,
  JsonLinesReader,
  JsonReader,
  JsonRpcMessages,
  ModelRequest,
  Needles,
  SseEditor,
  SseReader,
  StreamMask,
  StreamReplacer,
  TokenUsage,
} from "proxy-wasm-as";
import { input, put, putText } from "../../module/filters/input-output";

export { place, room } from "../../module/filters/input-output";

const NEEDLES = new Needles(["secret", "sec", "token", "aa", "aaa", "é"]);
const BY = ["******", "<sec>", "", "2", "3", "e"];

/** Where the parts are cut: the first byte says how long each is. */
function step(): i32 {
  return input.length > 0 ? <i32>input[0] + 1 : 1;
}

/** The next part of what follows the first byte. */
function part(at: i32): Uint8Array {
  return input.slice(at, min(at + step(), input.length));
}

/** The events: type, data and id, each behind a byte that ends no text. */
export function sseReader(): i32 {
  const reader = new SseReader();
  const parts: string[] = [];
  for (let at = 1; at < input.length; at += step()) {
    reader.write(part(at));
    for (let e = reader.next(); e != null; e = reader.next()) {
      parts.push(e.type);
      parts.push(e.data);
      parts.push(e.lastEventId);
    }
  }
  parts.push(reader.retry.toString());
  return putText(parts.join("\x1f"));
}

/** What is not edited is the same; an event more than the limit as well. */
export function sseEditor(): i32 {
  const editor = new SseEditor(40);
  const whole: u8[] = [];
  for (let at = 1; at < input.length; at += step()) {
    editor.write(part(at));
    if (at + step() >= input.length) editor.end();
    for (let e = editor.next(); e != null; e = editor.next()) {
      if (e.data == "nothing") e.drop();
    }
    keep(whole, editor.take());
  }
  keep(whole, editor.takeRest());
  return putAll(whole);
}

/** Each line: whether it is JSON, and its text. */
export function jsonLines(): i32 {
  const reader = new JsonLinesReader();
  const parts: string[] = [];
  for (let at = 1; at < input.length; at += step()) {
    reader.write(part(at));
    if (at + step() >= input.length) reader.end();
    for (let l = reader.next(); l != null; l = reader.next()) {
      parts.push(l.json() == null ? "0" : "1");
      parts.push(l.text);
    }
  }
  return putText(parts.join("\x1f"));
}

/** Lines that are dropped if they are too long. */
export function jsonLinesEditor(): i32 {
  const editor = new JsonLinesEditor(20);
  const whole: u8[] = [];
  for (let at = 1; at < input.length; at += step()) {
    editor.write(part(at));
    if (at + step() >= input.length) editor.end();
    for (let l = editor.next(); l != null; l = editor.next()) {
      if (l.isTooLarge) l.drop();
    }
    keep(whole, editor.take());
  }
  keep(whole, editor.takeRest());
  return putAll(whole);
}

/** The kinds of the messages. */
export function jsonRpc(): i32 {
  const messages = JsonRpcMessages.parse(input);
  if (messages == null) return -1;
  let kinds = messages.isBatch ? "[" : "";
  for (let i = 0; i < messages.length; i++) {
    kinds += messages.at(i).kind.toString();
  }
  const refusal = messages.refusal(1, "no");
  if (refusal != null && JsonRpcMessages.parse(refusal) == null) return -1;
  return putText(kinds);
}

/** The tokens of an answer. */
export function tokenUsage(): i32 {
  const usage = TokenUsage.of(JsonReader.of(input));
  if (usage == null) return -1;
  return putText(`${usage.input} ${usage.output} ${usage.total}`);
}

/** The model of a request, and the request that asks for its tokens. */
export function modelRequest(): i32 {
  const request = ModelRequest.of(JsonReader.of(input));
  if (request == null) return -1;
  const asking = ModelRequest.askForUsage(input);
  if (asking == null) return putText(request.model);
  // It asks for them then.
  if (ModelRequest.askForUsage(asking) != null) return putText("asks again");
  return putText(request.model);
}

export function streamReplacer(): i32 {
  const replacer = new StreamReplacer(NEEDLES, BY);
  const whole: u8[] = [];
  for (let at = 1; at < input.length; at += step()) {
    keep(whole, replacer.write(part(at)));
  }
  keep(whole, replacer.end());
  return putAll(whole);
}

export function streamMask(): i32 {
  const editor = new SseEditor();
  const mask = new StreamMask(NEEDLES, BY);
  const whole: u8[] = [];
  for (let at = 1; at < input.length; at += step()) {
    editor.write(part(at));
    if (at + step() >= input.length) editor.end();
    for (let e = editor.next(); e != null; e = editor.next()) {
      const before = mask.apply(e);
      if (before != null) editor.insertBytes(before);
    }
    keep(whole, editor.take());
  }
  const rest = mask.end();
  if (rest != null) editor.insertBytes(rest);
  keep(whole, editor.takeRest());
  return putAll(whole);
}

function keep(whole: u8[], bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) whole.push(bytes[i]);
}

function putAll(whole: u8[]): i32 {
  const bytes = new Uint8Array(whole.length);
  for (let i = 0; i < whole.length; i++) bytes[i] = whole[i];
  return put(bytes);
}
