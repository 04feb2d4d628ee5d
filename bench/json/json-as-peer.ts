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

@json
class Burst {
  size: u32 = 0;
  every: f64 = 0;
}

@json
class Limits {
  rate: u32 = 0;
  burst: Burst = new Burst();
}

@json
class Backoff {
  base: string = "";
}

@json
class Retry {
  on: string[] = [];
  attempts: u32 = 0;
  backoff: Backoff = new Backoff();
}

@json
class Tls {
  enabled: bool = false;
  ca: string | null = null;
}

@json
class Service {
  hosts: string[] = [];
  limits: Limits = new Limits();
  retry: Retry = new Retry();
  tls: Tls = new Tls();
}

@json
class Settings {
  version: u32 = 0;
  services: Map<string, Service> = new Map();
}

@json
class Message {
  role: string = "";
  content: string = "";
}

@json
class Choice {
  index: u32 = 0;
  finish_reason: string = "";
  message: Message = new Message();
}

@json
class Usage {
  prompt_tokens: u32 = 0;
  completion_tokens: u32 = 0;
  total_tokens: u32 = 0;
}

@json
class Chat {
  id: string = "";
  object: string = "";
  model: string = "";
  choices: Choice[] = [];
  usage: Usage = new Usage();
}

let bytes: Uint8Array = new Uint8Array(0);
let page: Page | null = null;
let settings: Settings | null = null;
let chat: Chat | null = null;

let passed: i32 = 0;

function collectNow(): void {
  passed += bytes.length;
  if (passed < 1 << 18) return;
  passed = 0;
  __collect();
}

export function room(size: i32): usize {
  page = null;
  settings = null;
  chat = null;
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

export function decode(shape: i32): i32 {
  keep(shape);
  page = null;
  settings = null;
  chat = null;
  collectNow();
  return 1;
}

export function keep(shape: i32): i32 {
  if (shape == 0) page = JSON.parse<Page>(text());
  else if (shape == 1) settings = JSON.parse<Settings>(text());
  else chat = JSON.parse<Chat>(text());
  return 1;
}

export function encode(shape: i32): i32 {
  const text =
    shape == 0
      ? JSON.stringify<Page>(page!)
      : shape == 1
        ? JSON.stringify<Settings>(settings!)
        : JSON.stringify<Chat>(chat!);
  const size = String.UTF8.encode(text).byteLength;
  collectNow();
  return size;
}
`;
