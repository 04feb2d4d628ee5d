/**
 * Objects that refer to each other in every way that the language has, each with a checksum
 * of what it holds. Steps at random make, link, change and drop them; each step looks at some
 * and mixes what it finds into one number, which is the same in every build.
 */

/** What can tell whether it is still what it was. */
interface Checked {
  /** Returns a number that what it holds makes. */
  content(): u32;
  isIntact(): bool;
}

const SLOTS: i32 = 256;

let state: u32 = 1;
let sum: u32 = 0;
let damaged: i32 = 0;
let made: i32 = 0;

function below(limit: i32): i32 {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return <i32>(state % <u32>limit);
}

function mix(value: u32, other: u32): u32 {
  return rotl(value ^ other, 7) * 0x9e3779b1 + 1;
}

function textSum(text: string): u32 {
  let value: u32 = text.length;
  for (let i = 0; i < text.length; i++) {
    value = mix(value, text.charCodeAt(i));
  }
  return value;
}

export abstract class Part implements Checked {
  readonly id: i32 = ++made;
  private seal: u32 = 0;
  /** Another one, which may be itself or one that refers to this. */
  other: Part | null = null;

  abstract content(): u32;

  /** Notes what it holds now. */
  close(): this {
    this.seal = mix(this.content(), this.id);
    return this;
  }

  isIntact(): bool {
    return this.seal == mix(this.content(), this.id);
  }

  change(by: i32): void {
    this.close();
  }
}

export class Text extends Part {
  constructor(public text: string) {
    super();
  }

  content(): u32 {
    return textSum(this.text);
  }

  change(by: i32): void {
    this.text =
      this.text.length > 60 ? by.toString() : this.text + by.toString();
    this.close();
  }
}

/** Has more fields that refer to objects than a word has bits. */
class Wide extends Text {
  a0: string = "a";
  a1: string = "b";
  a2: string = "c";
  a3: string = "d";
  a4: string = "e";
  a5: string = "f";
  a6: string = "g";
  a7: string = "h";
  b0: i64 = 1;
  b1: f64 = 2;
  b2: u8 = 3;
  b3: bool = true;
  c0: string = "";
  c1: string = "";
  c2: string = "";
  c3: string = "";
  c4: string = "";
  c5: string = "";
  c6: string = "";
  c7: string = "";
  d0: string | null = null;
  d1: string | null = null;
  d2: string | null = null;
  d3: string | null = null;
  d4: string | null = null;
  d5: string | null = null;
  e0: i32[] = [];
  e1: i32[] = [];
  e2: string[] = [];
  e3: string[] = [];
  f0: Text | null = null;
  f1: Text | null = null;
  f2: Text | null = null;
  f3: string = "last";
  f4: string = "";
  f5: string = "";
  f6: string = "";

  constructor(text: string) {
    super(text);
    this.a7 = text + "7";
    this.c3 = text + "c";
    this.d5 = text + "d";
    this.f6 = "f" + text;
    this.e1 = [text.length, 2, 3];
    this.e3 = [text, "x" + text];
    const inner = new Text("i" + text);
    inner.close();
    this.f2 = inner;
  }

  content(): u32 {
    let value = mix(
      super.content(),
      textSum(this.a7 + this.c3 + this.f6 + this.f3),
    );
    const d5 = this.d5;
    if (d5 != null) value = mix(value, textSum(d5));
    for (let i = 0; i < this.e1.length; i++) value = mix(value, this.e1[i]);
    for (let i = 0; i < this.e3.length; i++)
      value = mix(value, textSum(this.e3[i]));
    const inner = this.f2;
    return inner != null && inner.isIntact() ? mix(value, inner.content()) : 0;
  }
}

/** Holds something of any type. */
class Box<T> extends Part {
  constructor(
    public value: T,
    private readonly sumOf: (value: T) => u32,
  ) {
    super();
  }

  content(): u32 {
    const run = this.sumOf;
    return run(this.value);
  }
}

/** Maps in arrays in maps. */
class Maps extends Part {
  readonly maps: Map<string, Map<i32, string[]>[]> = new Map();

  constructor(size: i32) {
    super();
    for (let i = 0; i < size; i++) this.put(i);
  }

  private put(i: i32): void {
    const inner = new Map<i32, string[]>();
    inner.set(i, [i.toString(), "v" + i.toString()]);
    const key = "k" + (i % 7).toString();
    if (!this.maps.has(key)) this.maps.set(key, []);
    this.maps.get(key).push(inner);
  }

  content(): u32 {
    let value: u32 = 0;
    const keys = this.maps.keys();
    for (let i = 0; i < keys.length; i++) {
      value = mix(value, textSum(keys[i]));
      const list = this.maps.get(keys[i]);
      for (let j = 0; j < list.length; j++) {
        const values = list[j].values();
        for (let k = 0; k < values.length; k++) {
          for (let l = 0; l < values[k].length; l++) {
            value = mix(value, textSum(values[k][l]));
          }
        }
      }
    }
    return value;
  }

  change(by: i32): void {
    if (by % 3 == 0) this.maps.delete("k" + (by % 7).toString());
    else this.put(by % 50);
    this.close();
  }
}

/** Views of one buffer, of which only they know. */
class Views extends Part {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;

  constructor(size: i32) {
    super();
    const whole = new Uint8Array(size + 8);
    for (let i = 0; i < whole.length; i++) whole[i] = <u8>(i * 7 + size);
    this.bytes = whole.subarray(4, size + 4);
    this.view = new DataView(whole.buffer, 2, size + 4);
  }

  content(): u32 {
    let value: u32 = this.view.getUint32(0, true);
    for (let i = 0; i < this.bytes.length; i++)
      value = mix(value, this.bytes[i]);
    return value;
  }

  change(by: i32): void {
    if (this.bytes.length > 0) this.bytes[by % this.bytes.length] = <u8>by;
    this.close();
  }
}

/** A ring: each refers to the next, and the last to the first. */
class Ring extends Text {
  next: Ring | null = null;

  static of(length: i32): Ring {
    const first = new Ring("r0");
    let last = first;
    for (let i = 1; i < length; i++) {
      const each = new Ring("r" + i.toString());
      each.close();
      last.next = each;
      last = each;
    }
    last.next = first;
    first.close();
    return first;
  }

  /** Mixes those of the ring; it is only as long as it was made. */
  around(): u32 {
    let value = this.content();
    let each = this.next;
    while (each != null && each != this) {
      if (!each.isIntact()) damaged++;
      value = mix(value, each.content());
      each = each.next;
    }
    if (each == null) damaged++;
    return value;
  }
}

let slots: (Part | null)[] = new Array<Part | null>(SLOTS);
let checked: Checked[] = [];

function make(): Part {
  const size = below(12);
  const name = size.toString() + "-" + made.toString();
  switch (below(8)) {
    case 0:
      return new Text(name).close();
    case 1:
      return new Wide(name).close();
    case 2:
      return new Box<string>(name, (value: string): u32 =>
        textSum(value),
      ).close();
    case 3:
      return new Box<f64[]>(
        [<f64>size, 0.5],
        (value: f64[]): u32 => <u32>(value[0] * 8 + value[1] * 2),
      ).close();
    case 4:
      return new Maps(size).close();
    case 5:
      return new Views(size * 9).close();
    case 6:
      return Ring.of(size + 1);
    default:
      return new Box<Part>(new Wide(name).close(), (value: Part): u32 =>
        value.isIntact() ? value.content() : 0,
      ).close();
  }
}

/** Makes garbage of a size that seldom fits what was freed. */
function waste(): u32 {
  let text = "";
  for (let i = below(20); i > 0; i--) text += i.toString();
  const sorted = text
    .split("1")
    .sort((a: string, b: string): i32 => a.length - b.length);
  return textSum(sorted.join("/"));
}

function look(part: Part): u32 {
  if (!part.isIntact()) {
    damaged++;
    return 0;
  }
  if (part instanceof Ring) return (part as Ring).around();
  return part.content();
}

function step(): void {
  const at = below(SLOTS);
  const part = slots[at];
  switch (below(6)) {
    case 0:
      slots[at] = make();
      break;
    case 1:
      if (part != null) part.other = slots[below(SLOTS)];
      break;
    case 2:
      if (part != null && !(part instanceof Ring)) part.change(below(1000));
      break;
    case 3:
      sum = mix(sum, waste());
      break;
    case 4:
      if (below(4) == 0) slots[at] = null;
      if (part != null) checked.push(part);
      if (checked.length > 40) checked = checked.slice(20);
      break;
    default: {
      // Along the references, which may lead around.
      let each = part;
      for (let i = 0; i < 4 && each != null; i++) {
        sum = mix(sum, look(each));
        each = each.other;
      }
      // So that what they lead to does not grow without end.
      if (part != null && below(3) == 0) part.other = null;
    }
  }
}

/** Begins with nothing. */
export function begin(seed: u32): void {
  // Any but 0, and another one for each seed.
  state = (seed << 1) | 1;
  sum = 0;
  made = 0;
  damaged = 0;
  slots = new Array<Part | null>(SLOTS);
  checked = [];
}

/** Returns how many objects were made, after which the next ones are named. */
export function madeCount(): i32 {
  return made;
}

/** Has objects count as not made, so that the steps do the same without them. */
export function countFrom(count: i32): void {
  made = count;
}

/** Takes steps; returns the number that they have made so far. */
export function steps(count: i32): u32 {
  for (let i = 0; i < count; i++) step();
  return sum;
}

/** Returns how many objects are not what they were. */
export function damage(): i32 {
  for (let i = 0; i < SLOTS; i++) {
    const part = slots[i];
    if (part != null) look(part);
  }
  for (let i = 0; i < checked.length; i++) {
    if (!checked[i].isIntact()) damaged++;
  }
  return damaged;
}

/** Collects all garbage; no function runs that holds an object. */
export function collect(): void {
  __collect();
}
