/** Holds objects in arrays, maps, sets and texts. */
import { mix, mixText, churn, after } from "./garbage";
import { Box, box, mixBox } from "./box";

export function holdArrays(): void {
  const list: Box[] = [];
  for (let i = 0; i < 60; i++) list.push(box((i * 37) % 60));
  const mapped = list.map<string>((each) => after("m" + each.text));
  const filtered = mapped.filter((text) => after(text + "?").length > 7);
  filtered.forEach((text) => mixText(after(text + "!")));
  mix(list.findIndex((each) => after(each.text + "x") == "box 9x"));
  const text = list.reduce<string>((all, each) => after(all + each.text), "");
  mixText(text);
  mixText(list.reduceRight<string>((all, b) => after(b.text + all), ""));
  mix(list.some((each) => after(each.slow.id) == 9) ? 1 : 0);
  mix(list.every((each) => after(each.slow.id) > 0) ? 1 : 0);
  const sliced = list.slice(3, 20).concat(list.splice(2, 4)).reverse();
  for (let i = 0; i < sliced.length; i++) mixBox(after(sliced[i]));
  const numbers = new Uint8Array(20).map((x, i) => <u8>box(i).id);
  mix(numbers.filter((x) => box(x).id > 4).length);
  const ints = [3, 1, 2].map<i32>((x) => box(x).id);
  mix(ints[0]);
  mixText(list.join(";"));
  mixText(list.toString());
}

export function holdSorted(): void {
  for (let count = 1; count < 128; count = count * 2 + 1) {
    const list: Box[] = [];
    for (let i = 0; i < count; i++) list.push(new Box((i * 7919) % 1009));
    // Only the array has them.
    list.sort((a, b) => {
      const difference = after(a.slow.id) - b.slow.id;
      return difference;
    });
    for (let i = 0; i < count; i++) mixBox(list[i]);
    const texts: string[] = [];
    for (let i = 0; i < count; i++) texts.push((i * 7919).toString());
    texts.sort((a, b) => (after(a + "") < after(b + "") ? -1 : 1));
    for (let i = 0; i < count; i++) mixText(texts[i]);
    const fixed = new StaticArray<string>(count);
    for (let i = 0; i < count; i++) fixed[i] = (i * 7919).toString();
    fixed.sort((a, b) => (after(a + "") < after(b + "") ? -1 : 1));
    for (let i = 0; i < count; i++) mixText(fixed[i]);
  }
}

class Key {
  constructor(public text: string) {}
}

export function holdMaps(): void {
  const map = new Map<string, Box>();
  const other = new Map<Box, string>();
  const set = new Set<string>();
  const keys = new Set<Key>();
  for (let i = 0; i < 70; i++) {
    map.set("k" + i.toString(), box(i));
    other.set(box(i), after("v" + i.toString()));
    set.add(after("s" + i.toString()));
    keys.add(new Key("key" + i.toString()));
    if (i % 5 == 0) map.delete("k" + (i / 2).toString());
    if (i % 7 == 0) set.delete("s" + (i / 2).toString());
  }
  churn();
  const all = map.keys();
  for (let i = 0; i < all.length; i++) mixText(all[i] + map.get(all[i]).text);
  const boxes = other.keys();
  const values = other.values();
  for (let i = 0; i < boxes.length; i++) {
    mixBox(after(boxes[i]));
    mixText(values[i]);
  }
  const texts = set.values();
  for (let i = 0; i < texts.length; i++) mixText(after(texts[i]));
  const held = keys.values();
  for (let i = 0; i < held.length; i++) mixText(after(held[i].text));
  const nested = new Map<string, Map<string, Box[]>>();
  for (let i = 0; i < 20; i++) {
    const key = "n" + (i % 3).toString();
    if (!nested.has(key)) nested.set(after(key + ""), new Map());
    const inner = nested.get(key);
    if (!inner.has(key)) inner.set(key, []);
    inner.get(key).push(box(i));
  }
  const inner = nested.get("n1").get("n1");
  for (let i = 0; i < inner.length; i++) mixBox(inner[i]);
}

export function holdTexts(): void {
  let text = "";
  for (let i = 0; i < 50; i++) text += after("t" + i.toString()) + box(i).text;
  mixText(text);
  const parts = after(text + ",a,b").split(after("," + ""));
  for (let i = 0; i < parts.length; i++) mixText(after(parts[i]));
  mixText(after(text + "x").replaceAll(after("t" + "4"), after("--" + "-")));
  mixText(encodeURIComponent(after(text + "ä ö ü".repeat(50))));
  mixText(
    decodeURIComponent(encodeURIComponent(after(text + "ä ö ü".repeat(9)))),
  );
  mixText(text.split("").join("/"));
  mixText(
    text
      .toUpperCase()
      .padStart(900, after("=" + "+"))
      .substring(1, 60),
  );
  mixText(String.UTF8.decode(String.UTF8.encode(after(text + "ß"))));
  mixText(after(1.5 + <f64>text.length).toString() + after("n" + "m"));
  mixText(
    String.fromCodePoint(0x1f600) + after("a" + "b").concat(after("c" + "d")),
  );
}

export function holdGrows(): void {
  const list = new Array<Box | null>(3);
  list[0] = box(1);
  for (let i = 3; i < 40; i++) {
    list.push(i & 1 ? null : box(i));
    if (i % 4 == 0) list.unshift(box(i));
    if (i % 9 == 0) mixBox(list.shift());
    if (i % 11 == 0) list.length = list.length + 2;
    if (i % 13 == 0) mixBox(list.pop());
  }
  list.fill(box(9), 5, 8);
  list.copyWithin(1, 6, 9);
  for (let i = 0; i < list.length; i++) mixBox(after(list[i]));
  const view = Uint8Array.wrap(after(new Uint8Array(8)).buffer);
  view.fill(7);
  churn();
  mix(view.subarray(2)[3]);
  const sub = after(new Uint32Array(9)).subarray(3).fill(9);
  churn();
  mix(sub[2]);
}
