import {
  JsonModel,
  JsonPicks,
  JsonReader,
  JsonWriter,
  key,
  readModel,
  setJson,
  writeModel,
} from "proxy-wasm-as";
import { parseJsonBytes } from "proxy-wasm-as/assembly/json/parse-json";
import { collectAfterCallback } from "proxy-wasm-as/assembly/runtime/collection-schedule";

class Item extends JsonModel {
  id: u64 = 0;
  name: string = "";
  price: f64 = 0;
  active: bool = false;
  tags: string[] = [];
  email: string | null = null;
}

class Page extends JsonModel {
  total: i32 = 0;
  page: i32 = 0;
  items: Item[] = [];
}

class Burst extends JsonModel {
  size: u32 = 0;
  every: f64 = 0;
}

class Limits extends JsonModel {
  rate: u32 = 0;
  burst: Burst = new Burst();
}

class Backoff extends JsonModel {
  base: string = "";
}

class Retry extends JsonModel {
  on: string[] = [];
  attempts: u32 = 0;
  backoff: Backoff = new Backoff();
}

class Tls extends JsonModel {
  enabled: bool = false;
  ca: string | null = null;
}

class Service extends JsonModel {
  hosts: string[] = [];
  limits: Limits = new Limits();
  retry: Retry = new Retry();
  tls: Tls = new Tls();
}

class Settings extends JsonModel {
  version: u32 = 0;
  services: Map<string, Service> = new Map();
}

class Message extends JsonModel {
  role: string = "";
  content: string = "";
}

class Choice extends JsonModel {
  index: u32 = 0;
  @key("finish_reason")
  finishReason: string = "";
  message: Message = new Message();
}

class Usage extends JsonModel {
  @key("prompt_tokens")
  prompt: u32 = 0;
  @key("completion_tokens")
  completion: u32 = 0;
  @key("total_tokens")
  total: u32 = 0;
}

class Chat extends JsonModel {
  id: string = "";
  object: string = "";
  model: string = "";
  choices: Choice[] = [];
  usage: Usage = new Usage();
}

const PICKS = [
  new JsonPicks(["/total", "/items/1/name", "/items/2/price"]),
  new JsonPicks([
    "/version",
    "/services/s1/limits/rate",
    "/services/s2/hosts/0",
  ]),
  new JsonPicks(["/model", "/usage/total_tokens", "/choices/0/message/role"]),
];

let bytes: Uint8Array = new Uint8Array(0);
let page: Page | null = null;
let settings: Settings | null = null;
let chat: Chat | null = null;

/** Makes room for a document, and returns where it is. */
export function room(size: i32): usize {
  forget();
  bytes = new Uint8Array(0);
  __collect();
  bytes = new Uint8Array(size);
  return bytes.dataStart;
}

/** Goes over all of the document. */
export function check(): i32 {
  const isJson = JsonReader.of(bytes).finish();
  collectAfterCallback();
  return i32(isJson);
}

/** The same: it has looked at whether texts are UTF-8. */
export function utf8(): i32 {
  return check();
}

/** Makes a tree of the document. */
export function tree(): i32 {
  const value = parseJsonBytes(bytes.buffer);
  collectAfterCallback();
  return i32(value != null);
}

/** Picks three values; returns how many there are. */
export function pick(shape: i32): i32 {
  const picks = PICKS[shape];
  if (!picks.read(JsonReader.of(bytes))) return -1;
  const found =
    i32(picks.at(0) != null) +
    i32(picks.at(1) != null) +
    i32(picks.at(2) != null);
  collectAfterCallback();
  return found;
}

/** Decodes the document into classes and drops them; returns whether it is what they say. */
export function decode(shape: i32): i32 {
  const isRight = keep(shape);
  // As serde_json's, they are gone when the work is done.
  forget();
  collectAfterCallback();
  return isRight;
}

/** Decodes the document into classes, which are kept to be encoded. */
export function keep(shape: i32): i32 {
  forget();
  const reader = JsonReader.of(bytes);
  if (shape == 0) page = readModel<Page>(reader);
  else if (shape == 1) settings = readModel<Settings>(reader);
  else chat = readModel<Chat>(reader);
  return i32(page != null || settings != null || chat != null);
}

function forget(): void {
  page = null;
  settings = null;
  chat = null;
}

/** Encodes what is kept; returns how many bytes it takes. */
export function encode(shape: i32): i32 {
  const writer = new JsonWriter();
  if (shape == 0) writeModel<Page>(page!, writer);
  else if (shape == 1) writeModel<Settings>(settings!, writer);
  else writeModel<Chat>(chat!, writer);
  const size = writer.bytes().length;
  collectAfterCallback();
  return size;
}

/** Decodes a page of records by walking through it; returns how many there are. */
export function walk(): i32 {
  const page = readPage(JsonReader.of(bytes));
  collectAfterCallback();
  return page == null ? -1 : page.items.length;
}

/** Finds the value that `set` sets. */
export function find(shape: i32, part: i32): i32 {
  const picks = new JsonPicks([pointerOf(shape, part)]);
  const isJson = picks.read(JsonReader.of(bytes));
  collectAfterCallback();
  return i32(isJson && picks.at(0) != null);
}

/** Sets one value; returns how many bytes the document takes then. */
export function set(shape: i32, part: i32): i32 {
  const value = new JsonWriter().text("new");
  const edited = setJson(bytes, pointerOf(shape, part), value);
  collectAfterCallback();
  return edited == null ? 0 : edited.length;
}

function pointerOf(shape: i32, part: i32): string {
  if (shape == 0) return `/items/${part}/name`;
  if (shape == 1) return `/services/s${part}/limits/rate`;
  return `/choices/${part}/message/role`;
}

function readPage(reader: JsonReader): Page | null {
  const page = new Page();
  if (reader.enterObject()) {
    while (reader.nextKey()) {
      if (reader.keyIs("total")) page.total = reader.readI32Or(0);
      else if (reader.keyIs("page")) page.page = reader.readI32Or(0);
      else if (reader.keyIs("items") && reader.enterList()) {
        while (reader.nextItem()) page.items.push(readItem(reader));
      }
    }
  }
  return reader.finish() ? page : null;
}

function readItem(reader: JsonReader): Item {
  const item = new Item();
  if (!reader.enterObject()) return item;
  while (reader.nextKey()) {
    if (reader.keyIs("id")) item.id = reader.readU64Or(0);
    else if (reader.keyIs("name")) item.name = reader.readTextOr("");
    else if (reader.keyIs("price")) item.price = reader.readF64Or(0);
    else if (reader.keyIs("active")) item.active = reader.readBoolOr(false);
    else if (reader.keyIs("email")) item.email = reader.readText();
    else if (reader.keyIs("tags") && reader.enterList()) {
      while (reader.nextItem()) item.tags.push(reader.readTextOr(""));
    }
  }
  return item;
}
