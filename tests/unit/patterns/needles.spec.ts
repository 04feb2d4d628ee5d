import { utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";
import { NeedleSearch } from "proxy-wasm-as/assembly/patterns/needle-search";
import { Needles } from "proxy-wasm-as/assembly/patterns/needles";

/** Shows what is found in a text that comes in parts of a size: `index@from-to`. */
function found(needles: Needles, text: string, size: i32): string {
  const bytes = utf8Encode(text);
  const search = needles.search();
  let shown = "";
  for (let at = 0; at < bytes.length; at += size) {
    search.feed(bytes.subarray(at, min(at + size, bytes.length)));
    shown += drained(search);
  }
  search.finish();
  return shown + drained(search);
}

function drained(search: NeedleSearch): string {
  let shown = "";
  while (search.next()) {
    const from = search.offset + search.start;
    shown += `${search.needle}@${from}-${search.offset + search.end} `;
  }
  return shown;
}

/** What is found, by looking for each needle at each place. */
function expected(needles: string[], text: string): string {
  let shown = "";
  for (let at = 0; at < text.length;) {
    let best = -1;
    for (let i = 0; i < needles.length; i++) {
      if (text.substr(at, needles[i].length) != needles[i]) continue;
      if (best < 0 || needles[i].length > needles[best].length) best = i;
    }
    if (best < 0 || needles[best].length == 0) {
      at++;
      continue;
    }
    shown += `${best}@${at}-${at + needles[best].length} `;
    at += needles[best].length;
  }
  return shown;
}

let seed: u32 = 1;
function below(limit: u32): u32 {
  seed = seed * 1664525 + 1013904223;
  return (seed >> 8) % limit;
}

function randomText(length: i32, letters: u32): string {
  let text = "";
  for (let i = 0; i < length; i++) {
    text += String.fromCharCode(0x61 + below(letters));
  }
  return text;
}

describe("Needles", () => {
  test("NeedleSearch.next finds the needle that begins first, and of those the longest", () => {
    const list = ["b", "abcd", "abc", "bcde", "", "abc"];
    const needles = new Needles(list);
    expect(found(needles, "xabcdex", 100)).toBe("1@1-5 ");
    expect(found(needles, "xabcx", 100)).toBe("2@1-4 ");
    expect(found(needles, "abxbcdeabc", 100)).toBe("0@1-2 3@3-7 2@7-10 ");
    expect(found(needles, "", 100)).toBe("");
    expect(found(new Needles([]), "abc", 2)).toBe("");
    expect(found(new Needles([""]), "abc", 2)).toBe("");
  });

  test("NeedleSearch.next finds the same wherever the parts are cut", () => {
    for (let round = 0; round < 150; round++) {
      const letters = 2 + below(3);
      const list: string[] = [];
      for (let i: i32 = below(6); i >= 0; i--) {
        list.push(randomText(1 + below(round % 3 == 0 ? 9 : 4), letters));
      }
      const text = randomText(below(80), letters);
      const needles = new Needles(list);
      const whole = expected(list, text);
      for (let size = 1; size < 12; size += 1 + below(3)) {
        expect(found(needles, text, size)).toBe(whole);
      }
    }
  });

  test("NeedleSearch.next passes over text without the rare bytes", () => {
    const list = ["secret", "tokenZ", "pass{"];
    const needles = new Needles(list);
    for (let round = 0; round < 15; round++) {
      let text = "";
      while (<u32>text.length < 200 + below(200)) {
        text += randomText(below(40), 26);
        if (below(3) > 0) text += list[below(3)].slice(0, 1 + below(6));
        if (below(3) == 0) text += list[below(3)];
      }
      const whole = expected(list, text);
      for (let size = 1; size < 500; size += 1 + below(90)) {
        expect(found(needles, text, size)).toBe(whole, text);
      }
    }
  });

  test("NeedleSearch.next finds the same with more states than have a row", () => {
    const list: string[] = [];
    for (let i = 0; i < 1500; i++) list.push(randomText(4 + below(9), 20));
    const needles = new Needles(list);
    for (let round = 0; round < 2; round++) {
      let text = "";
      for (let i = 0; i < 20; i++) {
        text +=
          randomText(below(5), 20) + list[below(1500)].slice(0, 3 + below(9));
      }
      const whole = expected(list, text);
      expect(found(needles, text, 1000)).toBe(whole);
      expect(found(needles, text, 3)).toBe(whole);
    }
  });

  test("NeedleSearch.held is how many bytes may be the beginning of a needle", () => {
    const search = new Needles(["cat", "category"]).search();
    search.feed(utf8Encode("a cat"));
    expect(search.next()).toBe(false);
    expect(search.held).toBe(3);
    search.feed(utf8Encode("ch"));
    expect(search.next()).toBe(true);
    expect(search.start).toBe(-3);
    expect(search.end).toBe(0);
    expect(search.needle).toBe(0);
    expect(search.next()).toBe(false);
    expect(search.held).toBe(1 - 1);
    search.reset();
    search.feed(utf8Encode("cate"));
    expect(search.next()).toBe(false);
    search.finish();
    expect(search.next()).toBe(true);
    expect(search.start).toBe(-4);
    expect(search.end).toBe(-1);
    expect(search.next()).toBe(false);
  });

  test("Needles takes ASCII letters of either case where ignoreCase says so", () => {
    const needles = new Needles(["Cat", "dOG7"], true);
    expect(found(needles, "cAT, dog7, [", 5)).toBe("0@0-3 1@5-9 ");
    expect(found(new Needles(["k@["], true), "K@[ K`[ k@{", 3)).toBe("0@0-3 ");
    expect(new Needles(["Cat"]).isIn("cat")).toBe(false);
    expect(new Needles(["Cat"], true).isIn("a cat")).toBe(true);
  });

  test("Needles.ofBytes takes every byte", () => {
    const all = new Uint8Array(256);
    for (let i = 0; i < 256; i++) all[i] = <u8>i;
    const needles = Needles.ofBytes([all.subarray(0, 128), all.subarray(100)]);
    expect(needles.isInBytes(all)).toBe(true);
    expect(needles.isInBytes(all.subarray(1))).toBe(true);
    expect(needles.isInBytes(all.subarray(101))).toBe(false);
  });

  test("Needles refuses more than a mebibyte", () => {
    expect(() => {
      const half = new Uint8Array((1 << 19) + 1);
      Needles.ofBytes([half, half]);
    }).toThrow();
  });
});
