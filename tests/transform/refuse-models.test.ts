import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsIn } from "./findings.ts";

/** A filter whose configuration has these fields. */
const configured = (fields: string, plugin = "") => `
import {
  host, HttpContext, JsonModel, length, pattern, PluginContext, range,
  registerRootContext, SettingsRules, size,
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
