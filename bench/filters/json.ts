import { JsonPicks, JsonReader, JsonWriter, setJson } from "proxy-wasm-as";
import { parseJsonBytes } from "proxy-wasm-as/assembly/json/parse-json";

class Item {
  id: u64 = 0;
  name: string = "";
  price: f64 = 0;
  active: bool = false;
  tags: string[] = [];
  email: string | null = null;
}

class Page {
  total: i32 = 0;
  page: i32 = 0;
  items: Item[] = [];
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
let kept: Page = new Page();

/** Bytes that were gone through since the last collection. */
let passed: i32 = 0;

/** Collects now and then, as the SDK does between callbacks. */
function collectNow(): void {
  passed += bytes.length;
  if (passed < 4 << 20) return;
  passed = 0;
  __collect();
}

/** Makes room for a document, and returns where it is. */
export function room(size: i32): usize {
  kept = new Page();
  bytes = new Uint8Array(0);
  __collect();
  bytes = new Uint8Array(size);
  return bytes.dataStart;
}

/** Goes over all of the document. */
export function check(): i32 {
  return i32(JsonReader.of(bytes).finish());
}

/** Makes a tree of the document. */
export function tree(): i32 {
  const value = parseJsonBytes(bytes.buffer);
  collectNow();
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
  collectNow();
  return found;
}

/** Decodes a page of records; returns how many there are. */
export function decode(): i32 {
  const page = readPage(JsonReader.of(bytes));
  collectNow();
  return page == null ? -1 : page.items.length;
}

/** Keeps a page of records, to be encoded. */
export function keep(): i32 {
  const page = readPage(JsonReader.of(bytes));
  if (page == null) return 0;
  kept = page;
  return 1;
}

/** Encodes the page; returns how many bytes it takes. */
export function encode(): i32 {
  const writer = new JsonWriter();
  writer.beginObject();
  writer.key("total").i64(kept.total).key("page").i64(kept.page);
  writer.key("items").beginList();
  for (let i = 0; i < kept.items.length; i++) writeItem(kept.items[i], writer);
  writer.endList().endObject();
  const size = writer.bytes().length;
  collectNow();
  return size;
}

/** Finds the value that `set` sets. */
export function find(shape: i32, part: i32): i32 {
  const picks = new JsonPicks([pointerOf(shape, part)]);
  const isJson = picks.read(JsonReader.of(bytes));
  collectNow();
  return i32(isJson && picks.at(0) != null);
}

/** Sets one value; returns how many bytes the document takes then. */
export function set(shape: i32, part: i32): i32 {
  const value = new JsonWriter().text("new");
  const edited = setJson(bytes, pointerOf(shape, part), value);
  collectNow();
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

function writeItem(item: Item, writer: JsonWriter): void {
  writer.beginObject();
  writer.key("id").u64(item.id).key("name").text(item.name);
  writer.key("price").f64(item.price).key("active").bool(item.active);
  writer.key("tags").beginList();
  for (let i = 0; i < item.tags.length; i++) writer.text(item.tags[i]);
  writer.endList().key("email");
  const email = item.email;
  if (email == null) writer.nothing();
  else writer.text(email);
  writer.endObject();
}
