import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CliError } from "../base/cli-error.ts";
import { readFileOf } from "../base/read-file-of.ts";
import type {
  JsonSchema,
  PluginConfiguration,
} from "./configuration-reader.ts";
import { keysTable } from "./keys-table.ts";

/** The JSON Schema that editors and the command line read, next to the modules. */
const SCHEMA = "config.schema.json";

/** The keyword that says which plugin a schema is for. */
const ROOT_ID = "x-root-id";

/** The JSON Schema of a deployment.yaml that has such configurations. */
const DEPLOYMENT = "deployment.schema.json";

/** The Markdown table of the same keys. */
const TABLE = "config.md";

/**
 * Writes the JSON Schema of a filter's configuration, that of a deployment with it, and a
 * Markdown table of the configuration's keys, next to the filter's modules. A module with
 * several plugins has them all in one schema, each under `$defs` by its root id, and takes
 * what one of them takes. Without configurations the files of an earlier build are removed.
 *
 *     await writeSchemas("build/release.wasm", reader.configurations());
 */
export async function writeSchemas(
  module: string,
  configurations: PluginConfiguration[],
): Promise<void> {
  const folder = dirname(module);
  const files = [SCHEMA, TABLE, DEPLOYMENT].map((name) => join(folder, name));
  if (configurations.length === 0) {
    await Promise.all(files.map((file) => rm(file, { force: true })));
    return;
  }
  const schema = together(configurations);
  await writeFile(files[0], `${JSON.stringify(schema, null, 2)}\n`);
  await writeFile(files[1], configurations.map(section).join("\n"));
  const deployment = deploymentWith(String(schema.$schema));
  await writeFile(files[2], `${JSON.stringify(deployment, null, 2)}\n`);
}

/** A deployment has configurations of its own, of its filters, and of each kind. */
function deploymentWith($schema: string): JsonSchema {
  const configuration = { $ref: SCHEMA };
  const kinds = {
    type: "object",
    additionalProperties: { type: "object", properties: { configuration } },
  };
  return {
    $schema,
    title: "deployment.yaml",
    type: "object",
    properties: {
      configuration,
      kinds,
      filters: {
        type: "array",
        items: { type: "object", properties: { configuration, kinds } },
      },
    },
  };
}

function section(
  { rootId, schema }: PluginConfiguration,
  index: number,
  all: PluginConfiguration[],
): string {
  const heading = all.length > 1 ? `### ${rootId}\n\n` : "";
  return heading + keysTable(schema);
}

function together(configurations: PluginConfiguration[]): JsonSchema {
  const [{ schema, rootId: only }] = configurations;
  if (configurations.length === 1) return { ...schema, [ROOT_ID]: only };
  const schemas = configurations.map(({ rootId, schema }, index) => [
    rootId,
    // Not by the root id: not all that it may have may be in a URN.
    { $id: `urn:proxy-wasm:plugin-${index}`, ...schema },
  ]);
  return {
    $schema: schema.$schema,
    anyOf: configurations.map(({ rootId }) => ({
      $ref: `#/$defs/${inPointer(rootId)}`,
    })),
    $defs: Object.fromEntries(schemas) as JsonSchema,
  };
}

/** A key as a JSON Pointer in a URI has it. */
function inPointer(key: string): string {
  const step = key.replaceAll("~", "~0").replaceAll("/", "~1");
  return encodeURIComponent(step);
}

/**
 * Reads the JSON Schema next to a module; undefined where there is none, or it is for
 * another plugin.
 *
 *     await readSchema("build/release.wasm", "my_filter");
 */
export async function readSchema(
  module: string,
  rootId?: string,
): Promise<JsonSchema | undefined> {
  const schema = await readSchemaFile(join(dirname(module), SCHEMA));
  return schema && schemaFor(schema, rootId);
}

/**
 * Reads a schema that a build has written; undefined where there is none.
 *
 * Throws a {@link CliError} for a file that cannot be read, or is not such a schema.
 *
 *     await readSchemaFile("build/config.schema.json");
 */
export async function readSchemaFile(
  file: string,
): Promise<JsonSchema | undefined> {
  if (!existsSync(file)) return undefined;
  const text = (await readFileOf("the schema", file)).toString();
  const schema = parse(text);
  if (schema !== undefined && ("anyOf" in schema || ROOT_ID in schema))
    return schema;
  throw new CliError(
    `Cannot use ${file}: it is not a schema that "proxy-wasm build" has written; build the filter again.`,
    { exitStatus: 2 },
  );
}

function parse(text: string): JsonSchema | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value instanceof Object ? (value as JsonSchema) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The schema of one plugin in what a build has written; undefined where it is for others.
 *
 *     schemaFor(schema, "my_filter");
 */
export function schemaFor(
  schema: JsonSchema,
  rootId = "",
): JsonSchema | undefined {
  if ("anyOf" in schema) {
    const all = schema.$defs as Record<string, JsonSchema>;
    return Object.hasOwn(all, rootId) ? all[rootId] : undefined;
  }
  const own = schema[ROOT_ID];
  // A filter with one plugin starts it for every root id, but not by intention.
  const isMeant = rootId === "" || own === "" || own === rootId;
  return isMeant ? schema : undefined;
}
