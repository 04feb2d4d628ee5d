import { utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";
import { Regex } from "proxy-wasm-as/assembly/patterns/regex";
import { regex, regexSet } from "proxy-wasm-as/assembly/patterns/regex-literal";
import { RegexSet } from "proxy-wasm-as/assembly/patterns/regex-set";

/** Shows a match and its groups. */
function found(pattern: Regex, text: string): string {
  const match = pattern.find(text);
  if (match == null) return "none";
  let shown = `${match.index}-${match.end}`;
  for (let i = 1; i <= match.groups; i++) {
    const group = match.group(i);
    shown += group == null ? " -" : ` ${group}`;
  }
  return shown;
}

function fault(pattern: string): string {
  const why = Regex.faultOf(pattern);
  return why == null ? "none" : why;
}

describe("Regex", () => {
  test("regex and Regex.compile find the same", () => {
    const made = regex("(?P<a>a|ab)(c|bcd)(d*)");
    expect(found(made, "xabcd")).toBe("1-5 a bcd ");
    expect(found(Regex.compile("(?P<a>a|ab)(c|bcd)(d*)")!, "xabcd")).toBe(
      "1-5 a bcd ",
    );
    expect(made.find("xabcd")!.groupNamed("a")!).toBe("a");
    expect(made.find("xabcd")!.groupNamed("b")).toBeNull();
    expect(made.test("xyz")).toBe(false);
    expect(regex("^/api/v[0-9]+/").test("/api/v12/x")).toBe(true);
    expect(regex("^/api/v[0-9]+/").test("/x/api/v12/")).toBe(false);
    expect(regex("^$").test("")).toBe(true);
    expect(regex("\\bfoo\\b").test("a foo.")).toBe(true);
    expect(regex("\\bfoo\\b").test("a food")).toBe(false);
    expect(regex("a$^b").test("ab")).toBe(false);
    expect(regex("(?m)^b$").test("a\nb\nc")).toBe(true);
  });

  test("regex knows the classes and the cases of Unicode", () => {
    expect(found(regex("\\p{Greek}+"), "abc αβγ")).toBe("4-7");
    expect(regex("straße|ÉTÉ", "i").test("l'été")).toBe(true);
    expect(regex("[^a]").test("é")).toBe(true);
    expect(found(regex("é."), "xé\u{1f600}y")).toBe("1-4");
    expect(regex("k", "i").test("\u212a")).toBe(true);
  });

  test("Regex matches nothing that is not UTF-8", () => {
    const bytes = new Uint8Array(3);
    bytes[0] = 0x61;
    bytes[1] = 0xff;
    bytes[2] = 0x62;
    expect(regex("a.b", "s").testBytes(bytes)).toBe(false);
    expect(Regex.compile("a.b", "s")!.testBytes(bytes)).toBe(false);
    expect(regex("b$").findBytes(bytes)!.index).toBe(2);
  });

  test("Regex.find tells a group that took no part from an empty one", () => {
    expect(found(regex("(a)|(b)"), "b")).toBe("0-1 - b");
    expect(found(regex("(a*)(b)?"), "c")).toBe("0-0  -");
  });

  test("Regex.find finds the same in ASCII, in other texts and in bytes", () => {
    const one = regex("(a+)(?:b|(c)$)");
    expect(found(one, "xaab")).toBe("1-4 aa -");
    expect(found(one, "éaab")).toBe("1-4 aa -");
    expect(found(one, "xaac")).toBe("1-4 aa c");
    expect(found(one, "xaacé")).toBe("none");
    expect(found(one, "xaabé")).toBe("1-4 aa -");
    const match = one.findBytes(utf8Encode("éaab"))!;
    expect(match.index).toBe(2);
    expect(match.group(1)!).toBe("aa");
    expect(found(regex("a+?(b*)"), "aabb")).toBe("0-1 ");
    expect(found(regex("(a+?b*)$"), "aabb")).toBe("0-4 aabb");
  });

  test("Regex.replaceAll fills in groups, as String.replaceAll does", () => {
    const date = regex("(?P<y>\\d+)-(\\d+)");
    expect(date.replaceAll("on 2024-05, 2023-04.", "$2/$<y>")).toBe(
      "on 05/2024, 04/2023.",
    );
    expect(date.replaceAll("1-2", "$$1 $& $3 $")).toBe("$1 1-2 $3 $");
    expect(regex("").replaceAll("aé", "-")).toBe("-a-é-");
    expect(regex("x").replaceAll("abc", "-")).toBe("abc");
  });

  test("Regex.faultOf says why a pattern is refused, and where", () => {
    expect(fault("a(b")).toBe(
      "The pattern has a ( without its ) at position 1.",
    );
    expect(fault("(a)\\1")).toBe(
      "The pattern has a back-reference, which takes backtracking, at position 3.",
    );
    expect(fault("x(?=a)")).toBe(
      "The pattern has a look-around, which takes backtracking, at position 1.",
    );
    expect(fault("(?<!a)")).toBe(
      "The pattern has a look-around, which takes backtracking, at position 0.",
    );
    expect(fault("a{1001}")).toBe(
      "The pattern has a repetition other than from 0 to 1000 times at position 1.",
    );
    expect(fault("((a{100}){100}){100}")).toBe(
      "The pattern takes too many steps.",
    );
    expect(fault("\\p{Greek}")).toBe(
      "The pattern has a class of Unicode, which regex() alone knows, at position 0.",
    );
    expect(fault("*")).toBe(
      "The pattern has a repetition of nothing at position 0.",
    );
    expect(Regex.compile("a(")).toBeNull();
    expect(Regex.compile("a", "g")).toBeNull();
    expect(Regex.compile("[[:word:]]+")!.test("-a-")).toBe(true);
  });

  test("Regex takes time by the length of a text", () => {
    const text = "a".repeat(5000);
    const pattern = Regex.compile("(a|a)*(a|a)*(a|aa)+(a*)*$|(x+x+)+y")!;
    expect(pattern.test(text + "b")).toBe(false);
    expect(regex("(a|a)*(a|aa)+(a*)*$").test(text + "b")).toBe(false);
    expect(Regex.compile("(.*)(.*)(.*)(.*)(.*)[^a]")!.find(text)).toBeNull();
  });

  test("Regex goes on where more states are needed than are kept", () => {
    // 2 ** 11 states.
    const pattern = Regex.compile("a[ab]{10}c")!;
    let text = "";
    let seed: u32 = 1;
    for (let i = 0; i < 20000; i++) {
      seed = seed * 1664525 + 1013904223;
      text += (seed >> 16) & 1 ? "a" : "b";
    }
    expect(pattern.test(text)).toBe(false);
    expect(pattern.test(text + "abababababac")).toBe(true);
    expect(regex("a[ab]{10}c").test(text + "abababababac")).toBe(true);
    expect(regex("a[ab]{14}c").test(text)).toBe(false);
  });
});

describe("RegexSet", () => {
  test("RegexSet finds all patterns that match, and the first", () => {
    const set = regexSet(["^/users/[0-9]+$", "^/users/", "\\.png$", "s/"]);
    expect(set.all("/users/12").join()).toBe("0,1,3");
    expect(set.all("/users/12.png").join()).toBe("1,2,3");
    expect(set.all("/x").join()).toBe("");
    expect(set.first("/users/12")).toBe(0);
    expect(set.first("/users/a")).toBe(1);
    expect(set.first("/a.png")).toBe(2);
    expect(set.first("/a")).toBe(-1);
    expect(set.firstOfBytes(utf8Encode("/a.png"))).toBe(2);
    expect(regexSet([]).first("a")).toBe(-1);
    expect(regexSet(["a", "", "b"]).all("b").join()).toBe("1,2");
  });

  test("RegexSet.compile finds the same", () => {
    const set = RegexSet.compile(["^/users/[0-9]+$", "^/users/", "\\.png$"])!;
    expect(set.all("/users/12").join()).toBe("0,1");
    expect(set.all("/users/12.png").join()).toBe("1,2");
    expect(set.first("/a.png")).toBe(2);
    expect(set.first("/a")).toBe(-1);
    expect(RegexSet.compile(["a", "("])).toBeNull();
    expect(RegexSet.faultOf(["a", "("])!).toBe(
      "Pattern 1 has a ( without its ) at position 0.",
    );
  });
});
