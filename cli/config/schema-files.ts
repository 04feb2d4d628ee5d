import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type {
  JsonSchema,
  PluginConfiguration,
} from "../compile/configuration-reader.ts";
import { keysTable } from "./keys-table.ts";

/** The JSON Schema that editors and the command line read, next to the modules. */
const SCHEMA = "config.schema.json";

/** The Markdown table of the same keys. */
const TABLE = "config.md";

/**
 * Writes the JSON Schema of a filter's configuration, and a Markdown table of its keys,
 * next to its modules. A module with several plugins has them all in one schema, each
 * under `$defs` by its root id, and takes what one of them takes. Without configurations
 * the files of an earlier build are removed.
 *
 *     await writeSchemas("build/release.wasm", reader.configurations());
 */
export async function writeSchemas(
  module: string,
  configurations: PluginConfiguration[],
): Promise<void> {
  const folder = dirname(module);
  const files = [join(folder, SCHEMA), join(folder, TABLE)];
  if (configurations.length === 0) {
    await Promise.all(files.map((file) => rm(file, { force: true })));
    return;
  }
  const schema = together(configurations);
  await writeFile(files[0], `${JSON.stringify(schema, null, 2)}\n`);
  await writeFile(files[1], configurations.map(section).join("\n"));
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
  if (configurations.length === 1) return configurations[0].schema;
  const schemas = configurations.map(({ rootId, schema }) => [
    rootId,
    { $id: `urn:proxy-wasm:${encodeURIComponent(rootId)}`, ...schema },
  ]);
  return {
    $schema: configurations[0].schema.$schema,
    anyOf: configurations.map(({ rootId }) => ({
      $ref: `#/$defs/${rootId}`,
    })),
    $defs: Object.fromEntries(schemas) as JsonSchema,
  };
}

/**
 * Reads the JSON Schema next to a module; undefined where its configuration is no class.
 *
 *     await readSchema("build/release.wasm", "my_filter");
 */
export async function readSchema(
  module: string,
  rootId?: string,
): Promise<JsonSchema | undefined> {
  const file = join(dirname(module), SCHEMA);
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const schema = JSON.parse(text) as JsonSchema;
  if (!("anyOf" in schema)) return schema;
  const definitions = schema.$defs as Record<string, JsonSchema>;
  return definitions[rootId ?? ""];
}
