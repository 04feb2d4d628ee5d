import {
  FilterDataStatus,
  FilterHeadersStatus,
  HttpContext,
  LocalResponse,
  registerHttpContext,
} from "proxy-wasm-as";

/** What the host of Node's tests has asked for; `""` is what the path says. */
let order: string = "";

/** What garbage had; exported so that none of it is optimized away. */
export let sum: u64 = 0;

class Link {
  next: Link | null = null;
  other: Link | null = null;
  value: u32 = 0;
}

/** What a stream keeps: about a kilobyte, with the sum of all of it. */
class Kept {
  private readonly first: Link = new Link();
  private text: string = "";
  private readonly numbers: u32[] = [];
  private readonly names: Map<string, u32> = new Map();

  constructor(private readonly seed: u32) {
    let link = this.first;
    for (let i: u32 = 0; i < 8; i++) {
      const next = new Link();
      next.value = seed ^ i;
      next.other = this.first;
      link.next = next;
      link = next;
      this.numbers.push(seed + i);
      this.names.set("name" + i.toString(), seed * i);
    }
    this.text = "text of " + seed.toString();
  }

  get isWhole(): bool {
    let link = this.first.next;
    for (let i: u32 = 0; i < 8; i++) {
      if (link == null || link.value != (this.seed ^ i)) return false;
      if (link.other != this.first) return false;
      if (this.numbers[i] != this.seed + i) return false;
      if (this.names.get("name" + i.toString()) != this.seed * i) return false;
      link = link.next;
    }
    return this.text == "text of " + this.seed.toString();
  }
}

let seeds: u32 = 0;
const forever: Uint8Array[] = [];

/**
 * Does what the first part of its path says with the bytes of the second: makes garbage of a
 * shape, keeps something while it waits, or keeps bytes forever.
 */
class Stream extends HttpContext {
  private kept: Kept | null = null;

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = order == "" ? this.request.headers.get(":path")! : order;
    const parts = path.split("/");
    const bytes = <u32>I32.parseInt(parts[2]);
    if (parts[1] == "wait") {
      this.kept = new Kept(++seeds);
      return FilterHeadersStatus.StopIteration;
    }
    if (parts[1] == "forever") forever.push(new Uint8Array(bytes));
    else make(parts[1], bytes);
    if (order == "") this.answer("made");
    return FilterHeadersStatus.StopIteration;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    const kept = this.kept;
    const isWhole = kept != null && kept.isWhole;
    if (order != "") broken += isWhole ? 0 : 1;
    else this.answer(isWhole ? "whole" : "damaged");
    return FilterDataStatus.StopIterationNoBuffer;
  }

  private answer(text: string): void {
    this.sendLocalResponse(
      new LocalResponse(200)
        .header("x-pages", memory.size().toString())
        .text(text),
    );
  }
}

let broken: i32 = 0;

function make(shape: string, bytes: u32): void {
  if (shape == "objects") {
    let last: Link | null = null;
    for (let made: u32 = 0; made < bytes; made += 32) {
      const link = new Link();
      link.next = last;
      if ((made & 0x3ff) == 0) last = null;
      else last = link;
      sum += link.value;
    }
  } else if (shape == "cycles") {
    for (let made: u32 = 0; made < bytes; made += 64) {
      const one = new Link();
      const two = new Link();
      one.other = two;
      two.other = one;
    }
  } else if (shape == "texts") {
    let text = "";
    for (let made: u32 = 0; made < bytes; made += text.length * 2) text += "a";
    sum += text.length;
  } else if (shape == "lists") {
    for (let made: u32 = 0; made < bytes;) {
      const list: u32[] = [];
      for (let i: u32 = 0; i < 1000 && made < bytes; i++, made += 8)
        list.push(i);
      sum += list.length;
    }
  } else if (shape == "maps") {
    for (let made: u32 = 0; made < bytes;) {
      const map = new Map<string, string>();
      for (let i: u32 = 0; i < 50 && made < bytes; i++, made += 80) {
        map.set("key" + i.toString(), "value" + made.toString());
      }
      sum += map.size;
    }
  } else {
    sum += new Uint8Array(bytes).length;
  }
}

registerHttpContext<Stream>("garbage");

/** Has the streams that begin from now on do this, whatever their path is. */
export function setOrder(kind: i32, bytes: u32): void {
  order = "/" + KINDS[kind] + "/" + bytes.toString();
}

const KINDS = [
  "wait",
  "objects",
  "cycles",
  "texts",
  "lists",
  "maps",
  "large",
  "forever",
];

/** Returns how many streams have found what they kept damaged. */
export function brokenStreams(): i32 {
  return broken;
}
