import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { configurationFaults } from "../../../cli/config/configuration-faults.ts";
import type { JsonSchema } from "../../../cli/config/configuration-reader.ts";
import { readJsonText } from "../../../cli/config/json-text.ts";
import { withUnits } from "../../../cli/config/units-keyword.ts";
import { ROOT } from "../../../scripts/project/project-files.ts";
import { instantiate } from "../../module/instance.ts";
import { buildConfigured } from "./configured.ts";
import { settingsDocuments } from "./settings-documents.ts";

const CASES = Number(process.env.SETTINGS_CASES ?? 4000);
const SEED = Number(process.env.SETTINGS_SEED ?? 2027);

const FILTERS = join(ROOT, "tests/module/filters");
const source = await readFile(join(FILTERS, "every-key.ts"), "utf8");
const project = join(ROOT, "build/tests/configured/differences");
const folder = await buildConfigured(
  "differences",
  source.replaceAll("./input-output", () =>
    join(relative(join(project, "assembly"), FILTERS), "input-output"),
  ),
);
const { memory, call } = await instantiate(join(folder, "build/release.wasm"));

/** What a filter has read of a configuration, or its faults. */
function said(configuration: string): string {
  const bytes = Buffer.from(configuration);
  new Uint8Array(memory.buffer).set(bytes, call("room", bytes.length));
  const size = call("configure");
  return Buffer.from(memory.buffer, call("place"), size).toString();
}

const schema = JSON.parse(
  await readFile(join(folder, "build/config.schema.json"), "utf8"),
) as JsonSchema;

test("configurationFaults refuses a whole number that a float cannot have, as it is written", async () => {
  const { value, rounded } = readJsonText(
    '{"cluster":"c","f64":9007199254740993,"u64":9007199254740993}',
  );
  const faults = await configurationFaults(schema, value, rounded);
  assert.deepEqual(
    faults.map(({ message }) => message),
    ["$.f64: found 9007199254740993, wanted a number"],
  );
});

test("configurationFaults takes an object without a key that all of JavaScript's have", async () => {
  assert.deepEqual(await configurationFaults(schema, { cluster: "c" }), []);
});

/** What `readJsonText` has found in the document that is being checked. */
const rounded = new Map<string, string>();
const validate = withUnits(
  new Ajv2020({ strict: true, allowUnionTypes: true, ownProperties: true }),
  rounded,
).compile(schema);

test("config.schema.json and the filter count the items of the outer list alone, and half of a pair as a character", () => {
  const isTaken = (members: string) => {
    const document = `{"cluster":"c",${members}}`;
    const found = said(document);
    assert.equal(validate(JSON.parse(document)), found.startsWith("{"), found);
    return found.startsWith("{");
  };
  assert.ok(isTaken('"grid":[[],[1,2,3]]'));
  assert.ok(!isTaken('"grid":[]'));
  assert.ok(!isTaken('"grid":[[],[],[]]'));
  assert.ok(isTaken('"text":"\\udc00\\udc00"'));
  assert.ok(isTaken('"text":"\\ud83d\\ude00\\ude00"'));
  assert.ok(!isTaken('"text":"\\ud83d\\ude00"'));
});

test("config.schema.json takes the documents that the filter takes, whatever is in them", () => {
  const documents = settingsDocuments(SEED);
  let accepted = 0;
  for (let i = 0; i < CASES; i++) {
    const document = documents.next().value;
    const filter = said(document);
    const { value, repeated, ...found } = readJsonText(document);
    rounded.clear();
    for (const [pointer, token] of found.rounded) rounded.set(pointer, token);
    const isTaken = repeated.length === 0 && validate(value);
    assert.equal(
      isTaken,
      filter.startsWith("{"),
      `${document}\n${filter}\n${JSON.stringify(validate.errors)}`,
    );
    accepted += Number(isTaken);
  }
  assert.ok(accepted > CASES / 8 && accepted < CASES / 2, String(accepted));
});
