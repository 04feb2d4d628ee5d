import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsIn } from "./findings.ts";

/** A filter whose configuration has these fields. */
const configured = (fields: string, plugin = "") => `
import {
  cluster, discriminator, duration, host, HttpContext, JsonModel, key, length,
  pattern, PluginContext, range, registerRootContext, required, SettingsRules, size,
  variant,
} from "proxy-wasm-as";
class Settings extends JsonModel {
  ${fields}
}
class Stream extends HttpContext {
  onDelete(): void {}
}
class Plugin extends PluginContext<Settings> {
  createHttpContext(): HttpContext { return new Stream(); }
  ${plugin}
}
registerRootContext<Plugin>("plugin");
`;

test("a field that cannot be a key, and a rule that cannot be one, are compile errors", async () => {
  const findings = await findingsIn(
    configured(`
  bytes: Uint8Array = new Uint8Array(0);
  @range(1, 2) name: string = "";
  @range(2, 1) level: i32 = 0;
  @pattern("(?=a)") path: string = "";
  @size ratio: f64 = 0;
  private kept: Uint8Array = new Uint8Array(0);`),
  );
  assert.deepEqual(
    findings.map(({ message, at }) => [at, message]),
    [
      [
        "Uint8Array",
        "Settings cannot read bytes from JSON: Uint8Array does not extend JsonModel. Make it private where it is not a key.",
      ],
      ["@range(1, 2)", "@range cannot stand here: it is for numbers."],
      [
        "@range(2, 1)",
        "@range cannot stand here: write the least and the most, such as @range(1, 10).",
      ],
      [
        '@pattern("(?=a)")',
        "@pattern cannot stand here: the pattern has (?, which is not understood.",
      ],
      ["@size", "@size cannot stand here: it is for whole numbers."],
    ],
  );
});

test("a decorator that would be ignored in whole or in part is a compile error", async () => {
  const findings = await findingsIn(`const MAX: u32 = 5;
const NAME = "name";
class Other { @range(1, 2) level: u32 = 1; }
${configured(`
  @key(NAME) a: u32 = 1;
  @key b: u32 = 1;
  @range(0, MAX) c: u32 = 1;
  @length(0, 1, 2) d: string = "";
  @range(0, 300) e: u8 = 1;
  @range(0, 1e39) f: f32 = 1;
  @range(0.5, 2) g: u32 = 1;
  @duration @size h: u32 = 1;
  @host @pattern("com$") i: string = "";
  @pattern("^a") @pattern("b$") j: string = "";
  @required() k: u32 = 1;
  @required private l: u32 = 1;
  @required static m: u32 = 1;
  @required get n(): u32 { return 1; }`)}`);
  assert.deepEqual(
    findings.map(({ message, at }) => [at, message]),
    [
      [
        "@range(1, 2)",
        "@range cannot stand here: Other does not extend JsonModel.",
      ],
      [
        "@required",
        "@required cannot stand here: l is private or protected, and no key.",
      ],
      ["@required", "@required cannot stand here: m is static."],
      ["@required", "@required cannot stand here: n is not a field."],
      [
        "@key(NAME)",
        '@key cannot stand here: write the text itself, as in @key("max-age").',
      ],
      [
        "@key",
        '@key cannot stand here: write the text itself, as in @key("max-age").',
      ],
      [
        "@range(0, MAX)",
        "@range cannot stand here: write its numbers as literals, such as @range(1, 10).",
      ],
      [
        "@length(0, 1, 2)",
        "@length cannot stand here: write the least and the most, such as @length(1, 64).",
      ],
      [
        "@range(0, 300)",
        "@range cannot stand here: u8 has the numbers from 0 to 255.",
      ],
      [
        "@range(0, 1e39)",
        "@range cannot stand here: f32 has the numbers from -3.4028234663852886e+38 to 3.4028234663852886e+38.",
      ],
      ["@range(0.5, 2)", "@range cannot stand here: a u32 is a whole number."],
      [
        "@size",
        "@size cannot stand here: @duration says already what the value is.",
      ],
      [
        '@pattern("com$")',
        "@pattern cannot stand here: @host says already what the value is.",
      ],
      ['@pattern("b$")', "@pattern cannot stand here: it is there twice."],
      ["@required()", "@required cannot stand here: write @required alone."],
    ],
  );
});

test("a model that cannot be made, or has too much for its description, is a compile error", async () => {
  const names = Array.from({ length: 256 }, (_, index) => `A${index}`);
  const findings = await findingsIn(`${configured(`
  union: Union = new One();
  vague: Abstract | null = null;
  endless: Endless = new Endless();
  given: Given = new Given(1);
  many: Many = Many.A0;
  none: None;
  @key("${"k".repeat(256)}") long: u32 = 1;`)}
@discriminator("type")
abstract class Union extends JsonModel {}
@variant("a")
class One extends Union {}
@variant("a")
class Two extends Union {}
@discriminator("kind")
@variant("b")
abstract class Inner extends Union {}
@variant("c")
class Three extends Inner {}
abstract class Abstract extends JsonModel {}
class Heir extends Abstract {}
class Endless extends JsonModel { next: Next = new Next(); }
class Next extends JsonModel { back: Endless = new Endless(); }
class Given extends JsonModel {
  constructor(count: u32) { super(); }
}
enum Many { ${names.join(", ")} }
enum None { One = 1, Two = 2 }`);
  assert.deepEqual(
    findings.map(({ message, at }) => [at, message]),
    [
      ["Settings", "Settings has a name of 256 bytes, and 255 is the most."],
      [
        "vague",
        'Settings cannot read vague from JSON: Abstract is abstract, and no @discriminator("…") says which class is meant.',
      ],
      [
        "many",
        "Many has more names than can be read from JSON: 255 is the most, of 16000 bytes.",
      ],
      ["none", "none has no initial value, and 0 is none of None."],
      ["Union", 'Union has two classes with @variant("a").'],
      [
        "next",
        "Each Endless makes another one by next, without end: let it be null at first.",
      ],
      [
        "back",
        "Each Next makes another one by back, without end: let it be null at first.",
      ],
      [
        "Given",
        "Given cannot be read from JSON: its constructor has to be called with nothing.",
      ],
      ["Inner", "Inner is one of Union, and cannot be a union itself."],
    ],
  );
});

test("rules that are not those of the settings themselves are compile errors", async () => {
  const findings = await findingsIn(`${configured(`
  others: SettingsRules<Ruled> = new SettingsRules<Ruled>();
  @size rules: SettingsRules<Settings> = new SettingsRules<Settings>();
  rest: SettingsRules<Settings> = new SettingsRules<Settings>();
  inner: Ruled[] = [];`)}
class Ruled extends JsonModel {
  rules: SettingsRules<Ruled> = new SettingsRules<Ruled>();
}`);
  assert.deepEqual(
    findings.map(({ message, at }) => [at, message]),
    [
      [
        "SettingsRules<Ruled>",
        "Settings cannot read others from JSON: the rules of Settings are SettingsRules<Settings>. Make it private where it is not a key.",
      ],
      ["@size", "@size cannot stand here: it is for whole numbers."],
      ["Settings", "Settings has rules twice."],
      [
        "inner",
        "Settings cannot have Ruled in it, which has rules: they are for a plugin's settings alone.",
      ],
    ],
  );
});

test("onConfigure of a PluginContext that does not read the settings is a compile error", async () => {
  const findings = await findingsIn(
    configured("name: string = '';", "onConfigure(): bool { return true; }"),
  );
  assert.deepEqual(
    findings.map(({ message, at }) => [at, message]),
    [
      [
        "onConfigure",
        "onConfigure of a PluginContext reads the settings: write onSettings in its place, which is called once they are read.",
      ],
    ],
  );
});

test("onConfigure of a PluginContext may call the SDK's", async () => {
  const findings = await findingsIn(
    configured(
      "name: string = '';",
      "onConfigure(): bool { return super.onConfigure(); }",
    ),
  );
  assert.deepEqual(findings, []);
});
