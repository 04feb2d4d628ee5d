import { StreamReplacer } from "proxy-wasm-as/assembly/bodies/stream-replacer";
import { utf8Decode, utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";
import { Needles } from "proxy-wasm-as/assembly/patterns/needles";

function replaceCut(
  bytes: Uint8Array,
  needles: Needles,
  texts: string[],
  cut: i32,
): string {
  const replacer = new StreamReplacer(needles, texts);
  let text = "";
  for (let at = 0; at < bytes.length; at += cut) {
    text += utf8Decode(replacer.write(bytes.slice(at, at + cut)));
  }
  return text + utf8Decode(replacer.end());
}

/** Replaces at once, and says where another cut replaces another thing. */
function replace(body: string, needles: string[], texts: string[]): string {
  const bytes = utf8Encode(body);
  const search = new Needles(needles);
  const whole = replaceCut(bytes, search, texts, bytes.length + 1);
  for (let cut = 1; cut < bytes.length; cut++) {
    const other = replaceCut(bytes, search, texts, cut);
    if (other != whole) return `${whole}, but by ${cut}: ${other}`;
  }
  return whole;
}

describe("StreamReplacer", () => {
  test("StreamReplacer replaces needles, wherever the body is cut", () => {
    expect(
      replace(
        "a secret, the token, and a secretary",
        ["secret", "token"],
        ["******", "-"],
      ),
    ).toBe("a ******, the -, and a ******ary");
    expect(replace("aaaaa", ["aa", "aaa"], ["2", "3"])).toBe("32");
    expect(
      replace("abcabd abc", ["abcabx", "cab", "abc"], ["1", "2", "3"]),
    ).toBe("3abd 3");
    expect(replace("secre", ["secret"], [""])).toBe("secre");
    expect(replace("xsecretsecretx", ["secret"], [""])).toBe("xx");
  });

  test("StreamReplacer uses the last replacement for all needles that follow", () => {
    expect(replace("a b c", ["a", "b", "c"], ["1", "2"])).toBe("1 2 2");
  });

  test("StreamReplacer lets a body pass where there are no needles", () => {
    expect(replace("a b c", [], [])).toBe("a b c");
  });

  test("StreamReplacer returns the part itself where it is the same", () => {
    const replacer = new StreamReplacer(new Needles(["secret"]), ["*"]);
    const part = utf8Encode("nothing to see");
    expect(replacer.write(part)).toBe(part);
    expect(replacer.count).toBe(0);
    expect(utf8Decode(replacer.write(utf8Encode("a sec")))).toBe("a ");
    expect(utf8Decode(replacer.write(utf8Encode("ret!")))).toBe("*!");
    expect(replacer.count).toBe(1);
    expect(replacer.end().length).toBe(0);
    // It is ready for another body.
    expect(utf8Decode(replacer.write(utf8Encode("secret")))).toBe("*");
  });
});
