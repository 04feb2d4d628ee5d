import { GROUPS, type Group } from "./attributes.ts";
import {
  accessorsOf,
  classOf,
  NAMED_GROUPS,
  type Accessor,
} from "./property-accessors.ts";

/** Returns the spec of a group's class, not yet formatted. */
export function specOf(group: Group): string {
  const tests = accessorsOf(group).map((each) => testOf(each, group));
  if (group.name === "") tests.push(...NAMED_GROUPS.map(groupTest));
  const text = tests.join("\n\n");
  const used = (names: string[]) =>
    names
      .filter(
        (name) =>
          text.includes(` ${name}(`) ||
          text.includes(`(${name}(`) ||
          text.includes(`\n${name}(`),
      )
      .join(", ");
  const helpers = used(["arrayHex", "hex"]);
  const controls = ["reset", used(["setProperty", "setPropertyBytes"])];
  return `
import { properties } from "proxy-wasm-as/assembly/generated/properties";
${helpers === "" ? "" : `import { ${helpers} } from "../bytes";`}
import { ${controls.join(", ")} } from "../test-host";

beforeEach(() => reset());

describe("${classOf(group)}", () => {
${text}
});
`;
}

function testOf(accessor: Accessor, group: Group): string {
  const { name, parameters, path, type } = accessor;
  const read = (args: string) => readingOf(accessor, group, args);
  const keys = keysOf(parameters, ["space", "key"]);
  const full = [path, ...keys].join("\0");
  const literal = `"${full.replaceAll("\0", "\\0")}"`;
  const title = `${classOf(group)}.${name} reads ${full.replaceAll("\0", ".")}`;
  const test = (lines: string[]) =>
    `test("${title}", () => {\n${lines.join("\n")}\n});`;
  const quoted = keys.map((key) => `"${key}"`).join(", ");
  if (type === "string | null") {
    return test([
      `expect(${read(quoted)}).toBeNull();`,
      `setProperty(${literal}, "é");`,
      `expect(${read(quoted)}).toBe("é");`,
    ]);
  }
  if (type === "Uint8Array | null") {
    return test([
      `expect(${read(quoted)}).toBeNull();`,
      `setPropertyBytes(${literal}, hex("ff 00"));`,
      `expect(arrayHex(${read(quoted)}!)).toBe("ff00");`,
    ]);
  }
  const isFlag = type === "bool";
  const fallback = isFlag ? "true" : "7";
  return test([
    `expect(${read(fallback)}).toBe(${fallback});`,
    `setPropertyBytes(${literal}, hex("${isFlag ? "00" : "01 02 00 00 00 00 00 00"}"));`,
    `expect(${read(fallback)}).toBe(${isFlag ? "false" : "513"});`,
    `setPropertyBytes(${literal}, hex("01 02"));`,
    `expect(${read(fallback)}).toBe(${fallback});`,
  ]);
}

function groupTest({ name }: Group): string {
  const address = `changetype<usize>(properties.${name})`;
  return `test("properties.${name} is never null", () => {
  expect(${address}).not.toBe(0);
});`;
}

/** Returns the part of a filter that logs every property, one per line. */
export function logSource(): string {
  const functions = GROUPS.map((group) => {
    const lines = accessorsOf(group).map((each) => statementOf(each, group));
    return `function ${functionOf(group)}(phase: string): void {
  const out = new PropertyLog(phase + " ${classOf(group)}.");
${lines.join("\n")}
}`;
  });
  const calls = GROUPS.map((group) => `${functionOf(group)}(phase);`);
  return `
import { properties } from "proxy-wasm-as";
import { PropertyLog } from "../base/property-log";

/** Logs every property, as \`PHASE CLASS.NAME=VALUE\`. */
export function logProperties(phase: string): void {
${calls.join("\n")}
}

${functions.join("\n\n")}
`;
}

function functionOf({ name }: Group): string {
  return name === ""
    ? "logOthers"
    : `log${classOf({ name, doc: "", attributes: [] }).replace("Properties", "")}`;
}

function statementOf(accessor: Accessor, group: Group): string {
  const { name, parameters, type } = accessor;
  const isState = /^filterState/.test(name);
  const own = isState ? ["wasm.tenant"] : ["x-key"];
  const keys = parameters.includes("namespace") ? ["com.example", "team"] : own;
  const quoted = keys.map((key) => `"${key}"`).join(", ");
  const read = (args: string) => readingOf(accessor, group, args);
  const out = (method: string, value: string) =>
    `out.${method}("${name}", ${value});`;
  if (type === "string | null") return out("text", read(quoted));
  if (type === "Uint8Array | null") return out("bytes", read(quoted));
  if (type === "bool") return out("bool", `${read("true")}, ${read("false")}`);
  return out(type, read(type === "u64" ? "u64.MAX_VALUE" : "-1"));
}

function readingOf(accessor: Accessor, group: Group, args: string): string {
  const object = ["properties", group.name].filter((each) => each !== "");
  const call = accessor.parameters === "" ? "" : `(${args})`;
  return `${object.join(".")}.${accessor.name}${call}`;
}

function keysOf(parameters: string, keys: string[]): string[] {
  if (parameters.includes("namespace")) return keys;
  return parameters.includes("key") ? keys.slice(1) : [];
}
