import type { ErrorObject } from "ajv/dist/2020.js";
import type { JsonSchema } from "./configuration-reader.ts";
import { withUnits } from "./units-keyword.ts";

/** What is wrong with a configuration. */
export interface ConfigurationFault {
  /** Where, such as `["rules", 0, "name"]`; of a key that is missing, of its object. */
  path: (string | number)[];
  /** Whether it is the key that is wrong, and not its value. */
  isKey: boolean;
  /** With the path, as the filter says it: `$.rate: found 0, wanted …`. */
  message: string;
}

/** How much of a value is shown. */
const SHOWN = 40;

/**
 * Returns all that a filter would refuse in its configuration, by its schema, in the
 * order of the keys. `rounded` is that of `readJsonText`.
 *
 *     await configurationFaults(schema, { rate: 0 });
 */
export async function configurationFaults(
  schema: JsonSchema,
  value: unknown,
  rounded: ReadonlyMap<string, string> = new Map(),
): Promise<ConfigurationFault[]> {
  // Loaded late, as few commands need it.
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  const ajv = withUnits(
    new Ajv2020({
      allErrors: true,
      allowUnionTypes: true,
      verbose: true,
      // Without it, each object has a key "constructor".
      ownProperties: true,
    }),
    rounded,
  );
  const validate = ajv.compile(schema);
  if (validate(value)) return [];
  const faults = (validate.errors ?? []).flatMap((error) =>
    faultOf(error, value, rounded),
  );
  const known = new Set<string>();
  return faults.filter(({ message }) => {
    const isNew = !known.has(message);
    known.add(message);
    return isNew;
  });
}

/** Those that only tell that another one is there. */
const FOLLOWS = ["if", "anyOf"];

function faultOf(
  error: ErrorObject,
  root: unknown,
  rounded: ReadonlyMap<string, string>,
): ConfigurationFault[] {
  const { keyword, params, data } = error;
  const parent = error.parentSchema as Record<string, unknown>;
  const path = pathOf(error.instancePath, root);
  if (FOLLOWS.includes(keyword)) return [];
  // A model that may be null is checked as the model.
  if (keyword === "type" && params.type === "null") return [];
  if (keyword === "additionalProperties") {
    const key = String(params.additionalProperty);
    const keys = Object.keys(parent.properties ?? {});
    const near = nearest(keys, key);
    const meant = near === undefined ? "" : `, perhaps "${near}"`;
    return [
      {
        path: [...path, key],
        isKey: true,
        message: `${pathText([...path, key])}: there is no such key${meant}`,
      },
    ];
  }
  if (keyword === "required") {
    const key = String(params.missingProperty);
    const properties = parent.properties as Record<string, JsonSchema>;
    return [
      {
        path,
        isKey: false,
        message: `${pathText([...path, key])}: missing, ${wantedBy(properties[key])}`,
      },
    ];
  }
  // A secret is shown as the filter shows it.
  const found =
    parent.writeOnly === true && !COUNTS.includes(keyword)
      ? "…"
      : (rounded.get(error.instancePath) ?? foundBy(keyword, data));
  const message = `${pathText(path)}: found ${found}, ${wantedBy(parent)}`;
  return [{ path, isKey: false, message }];
}

function wantedBy({
  errorMessage,
  enum: values,
  const: value,
}: JsonSchema): string {
  if (typeof errorMessage === "string") return errorMessage;
  const choices = Array.isArray(values) ? values : [value];
  return choices[0] === undefined
    ? "wanted an object"
    : `wanted one of ${choices.map((each) => JSON.stringify(each)).join(", ")}`;
}

/** Those that are about how many values there are. */
const COUNTS = ["minItems", "maxItems", "minProperties", "maxProperties"];

function foundBy(keyword: string, data: unknown): string {
  const isCount = COUNTS.includes(keyword) && data instanceof Object;
  return isCount ? String(Object.keys(data).length) : shown(data);
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value instanceof Object) return "an object";
  // The text of JSON has its digits.
  if (typeof value === "number" && !Number.isFinite(value))
    return Number.isNaN(value) ? "a number next to 0" : "a number beyond all";
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** The parts of a JSON pointer; those of lists as numbers. */
function pathOf(pointer: string, root: unknown): (string | number)[] {
  let value = root;
  return pointer
    .split("/")
    .slice(1)
    .map((part) => {
      const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
      const step = Array.isArray(value) ? Number(key) : key;
      value = (value as Record<string | number, unknown>)[step];
      return step;
    });
}

/**
 * Returns a path as the filter writes it.
 *
 *     pathText(["rules", 0, "name"]); // "$.rules[0].name"
 */
export function pathText(path: (string | number)[]): string {
  const steps = path.map((step) => {
    if (typeof step === "number") return `[${step}]`;
    return /^[A-Za-z_-][\w-]*$/.test(step) ? `.${step}` : `["${step}"]`;
  });
  return `$${steps.join("")}`;
}

/** So many letters has a key in which two may differ, as in the filter's own reader. */
const LONG = 6;

/** The key that is spelt most alike: one letter may differ, and two of a key that is long. */
function nearest(keys: string[], key: string): string | undefined {
  const most = key.length < LONG ? 1 : 2;
  const found = keys
    .map((each) => ({ each, distance: distance(each, key) }))
    .filter((each) => each.distance <= most)
    .toSorted((one, other) => one.distance - other.distance);
  return found[0]?.each;
}

function distance(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1] + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, change));
    }
    row = next;
  }
  return row[b.length];
}
