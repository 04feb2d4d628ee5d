import type { Ajv2020 } from "ajv/dist/2020.js";

/** The bounds of what is written with a unit, and what it is. */
interface Unit {
  "x-unit": "duration" | "size";
}

/** As of `transform/models/units.js`. */
const UNITS: Record<Unit["x-unit"], Record<string, number>> = {
  duration: { ms: 1, s: 1000, m: 60_000, h: 3_600_000 },
  size: { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 },
};

/**
 * Gives a validator the keywords that the schemas of configurations have besides those
 * of JSON Schema. `rounded` has the JSON Pointers of whole numbers that a double rounds, as
 * of `readJsonText`: a filter refuses them for a float.
 *
 *     withUnits(new Ajv2020()).compile(schema);
 */
export function withUnits(
  ajv: Ajv2020,
  rounded: ReadonlyMap<string, string> = new Map(),
): Ajv2020 {
  ajv.addVocabulary(["x-part", "x-root-id", "x-unit"]);
  // Each type has it, so what a validator cannot see in a number is checked here.
  ajv.addKeyword({
    keyword: "errorMessage",
    validate: (
      _wanted: string,
      _data: unknown,
      schema?: { type?: unknown },
      place?: { instancePath: string },
    ) => schema?.type !== "number" || !rounded.has(place?.instancePath ?? ""),
  });
  ajv.addKeyword({
    keyword: "x-range",
    type: "string",
    validate: (
      [least, most]: [number, number],
      text: string,
      schema?: unknown,
    ) => {
      const { "x-unit": unit } = schema as Unit;
      const [, digits, name = ""] = /^(\d+)(\w+)$/.exec(text) ?? [];
      const value = Number(digits) * UNITS[unit][name];
      // What has no unit is a matter of the pattern.
      return Number.isNaN(value) || (value >= least && value <= most);
    },
  });
  return ajv;
}
