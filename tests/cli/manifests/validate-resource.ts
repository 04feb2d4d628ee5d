import { readFileSync } from "node:fs";
import { Ajv } from "ajv";

interface Resource {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string };
  spec: object;
}

const ajv = new Ajv({
  strict: false,
  // Names of formats that only tell how large a number is.
  formats: { int32: true, int64: true },
});

/**
 * What is wrong with a resource by the definition of its kind, which is kept
 * in `schemas/`; an empty list when nothing is.
 */
export function validateResource(resource: Resource): string[] {
  const { apiVersion, kind, spec } = resource;
  const name = `${apiVersion.replace("/", ".")}.${kind.toLowerCase()}.json`;
  const url = new URL(`schemas/${name}`, import.meta.url);
  const schema = closed(JSON.parse(readFileSync(url, "utf8")) as Schema);
  if (ajv.validate(schema, spec)) return [];
  return (ajv.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

type Schema = Record<string, unknown>;

/** The schema, refusing fields that it does not name, as an API server does. */
function closed(schema: Schema): Schema {
  if (schema["x-kubernetes-int-or-string"]) return {};
  const entries = Object.entries(schema).map(
    ([key, value]: [string, unknown]) => [key, closedUnder(key, value)],
  );
  const result = Object.fromEntries(entries) as Schema;
  const isOpen =
    schema.additionalProperties ||
    schema["x-kubernetes-preserve-unknown-fields"] ||
    !schema.properties ||
    schema.type !== "object";
  return isOpen ? result : { ...result, additionalProperties: false };
}

function closedUnder(key: string, value: unknown): unknown {
  if (key === "properties") {
    const entries = Object.entries(value as Record<string, Schema>);
    return Object.fromEntries(
      entries.map(([name, schema]) => [name, closed(schema)]),
    );
  }
  return key === "items" ? closed(value as Schema) : value;
}
