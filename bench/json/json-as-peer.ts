/** What json-as is measured with: TypeScript cannot read its decorators on a file. */
export const JSON_AS_PEER = `
import { JSON } from "json-as";

@json
class Item {
  id: u64 = 0;
  name: string = "";
  price: f64 = 0;
  active: bool = false;
  tags: string[] = [];
  email: string | null = null;
}

@json
class Page {
  total: i32 = 0;
  page: i32 = 0;
  items: Item[] = [];
}

let bytes: Uint8Array = new Uint8Array(0);
let kept: Page = new Page();

let passed: i32 = 0;

function collectNow(): void {
  passed += bytes.length;
  if (passed < 4 << 20) return;
  passed = 0;
  __collect();
}

export function room(size: i32): usize {
  kept = new Page();
  bytes = new Uint8Array(0);
  __collect();
  bytes = new Uint8Array(size);
  return bytes.dataStart;
}

function text(): string {
  return String.UTF8.decodeUnsafe(bytes.dataStart, bytes.length);
}

export function tree(): i32 {
  const value = JSON.parse<JSON.Value>(text());
  const isThere = value != null;
  collectNow();
  return i32(isThere);
}

export function decode(): i32 {
  const page = JSON.parse<Page>(text());
  const count = page.items.length;
  collectNow();
  return count;
}

export function keep(): i32 {
  kept = JSON.parse<Page>(text());
  return 1;
}

export function encode(): i32 {
  const size = String.UTF8.encode(JSON.stringify<Page>(kept)).byteLength;
  collectNow();
  return size;
}
`;
