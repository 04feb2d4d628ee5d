import type { JsonSchema } from "./configuration-reader.ts";

/** A property of a schema that the SDK's transform has made. */
interface Property extends JsonSchema {
  description?: string;
  errorMessage?: string;
  default?: unknown;
  const?: unknown;
  $ref?: string;
  items?: Property;
  additionalProperties?: Property | boolean;
  anyOf?: Property[];
  properties?: Record<string, Property>;
  required?: string[];
  enum?: unknown[];
  allOf?: { then: Property }[];
  /** Whether it is secret. */
  writeOnly?: boolean;
  /** Whether its keys are among those that the table has already. */
  "x-part"?: boolean;
}

/**
 * Returns a Markdown table of a configuration's keys, for a README: each with what it has
 * to be, what stands for it, and its description. Those of nested objects follow theirs.
 *
 *     keysTable(schema); // "| key | value | default | |\n…"
 */
export function keysTable(schema: JsonSchema): string {
  const definitions = (schema.$defs ?? {}) as Record<string, Property>;
  const rows = rowsOf(schema, "", definitions, []);
  const header = [
    ["key", "value", "default", "what it is for"],
    ["---", "---", "---", "---"],
  ];
  return [...header, ...rows]
    .map((cells) => `| ${cells.map(escaped).join(" | ")} |\n`)
    .join("");
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function rowsOf(
  object: Property,
  prefix: string,
  definitions: Record<string, Property>,
  open: Property[],
): string[][] {
  // A model may have itself in it.
  if (open.includes(object)) return [];
  const within = [...open, object];
  const own = Object.entries(object.properties ?? {}).flatMap(
    ([key, property]) => {
      const path = `${prefix}${key}`;
      const isRequired = object.required?.includes(key) ?? false;
      const { target, suffix } = nested(property, definitions);
      return [
        rowOf(path, property, target, isRequired),
        ...(target
          ? rowsOf(target, `${path}${suffix}.`, definitions, within)
          : []),
      ];
    },
  );
  const variants = (object.allOf ?? []).flatMap(({ then }) => {
    const { target } = nested(then, definitions);
    return target ? rowsOf(target, prefix, definitions, within) : [];
  });
  return [...own, ...variants];
}

function rowOf(
  path: string,
  property: Property,
  target: Property | undefined,
  isRequired: boolean,
): string[] {
  const { errorMessage, description = target?.description ?? "" } = property;
  const value =
    errorMessage?.replace(/^wanted /, "") ??
    (property.const === undefined
      ? property.enum?.map((each) => JSON.stringify(each)).join(", ")
      : JSON.stringify(property.const)) ??
    "an object";
  const each = target ? undefined : innermost(property)?.errorMessage;
  const items = each === undefined ? "" : each.replace(/^wanted/, ", each");
  const fallback =
    property.default === undefined
      ? ""
      : `\`${JSON.stringify(property.default)}\``;
  return [
    `\`${path}\``,
    property.writeOnly ? `${value}${items} (secret)` : value + items,
    isRequired || property.const !== undefined ? "required" : fallback,
    description,
  ];
}

/** The object that a property, or each of its items, is. */
function nested(
  property: Property,
  definitions: Record<string, Property>,
): { target?: Property; suffix: string } {
  if (property["x-part"]) return { suffix: "" };
  if (property.properties) return { target: property, suffix: "" };
  if (property.$ref !== undefined) {
    return {
      target: definitions[property.$ref.replace("#/$defs/", "")],
      suffix: "",
    };
  }
  if (property.anyOf?.[0]) return nested(property.anyOf[0], definitions);
  const each = itemOf(property);
  if (!each) return { suffix: "" };
  const inner = nested(each, definitions);
  const mark = property.items ? "[]" : ".*";
  return { ...inner, suffix: mark + inner.suffix };
}

/** What each item of a list, or each value of a map, has to be. */
function itemOf({ items, additionalProperties }: Property) {
  if (items) return items;
  return typeof additionalProperties === "object"
    ? additionalProperties
    : undefined;
}

/** The same of lists in lists; undefined of what is neither a list nor a map. */
function innermost(property: Property): Property | undefined {
  const item = itemOf(property);
  return item && (innermost(item) ?? item);
}
