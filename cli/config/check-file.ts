import { CliError } from "../base/cli-error.ts";
import { readFileOf } from "../base/read-file-of.ts";
import type { JsonSchema } from "./configuration-reader.ts";
import { positionOf } from "../yaml/line-of.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import { checkConfiguration } from "./check-configuration.ts";
import { readSchemaFile, schemaFor } from "./schema-files.ts";

type Path = (string | number)[];

/** The keys of a deployment that say what is deployed. */
const DEPLOYED_BY = ["form", "module", "url"];

/** A configuration in a file. */
interface Found {
  path: Path;
  value: unknown;
  rootId?: string;
}

/**
 * Checks all configurations in a YAML file: of a deployment, and of Envoy's plugins; a
 * file that has neither is a configuration itself. Returns a sentence that says how many
 * there were, and throws a {@link CliError} with what the filter would refuse.
 *
 *     await checkFile("deployment.yaml", {}); // "deployment.yaml: one configuration, …"
 */
export async function checkFile(
  file: string,
  { schema: schemaFile = "build/config.schema.json" }: { schema?: string },
): Promise<string> {
  const text = (await readFileOf("the configuration", file)).toString();
  const schema = await readSchemaFile(schemaFile);
  if (schema === undefined) {
    throw new CliError(
      `Cannot check ${file}: there is no ${schemaFile}; run "proxy-wasm build" in the folder of a filter whose configuration is a class.`,
      { exitStatus: 2 },
    );
  }
  const found = foundIn(file, text);
  let checked = 0;
  for (const { path, value, rootId } of found) {
    const own: JsonSchema | undefined = schemaFor(schema, rootId);
    if (own === undefined) continue;
    checked++;
    await checkConfiguration(own, {
      value,
      source: file,
      positionOf: (within, options) =>
        positionOf(text, [...path, ...within], options),
    });
  }
  if (checked === 0)
    return `${file}: no configuration of a plugin that this filter has.`;
  const count =
    checked === 1 ? "one configuration" : `${checked} configurations`;
  return `${file}: ${count}, and the filter takes ${checked === 1 ? "it" : "them"}.`;
}

function foundIn(file: string, text: string): Found[] {
  let value: unknown;
  try {
    [value = {}] = readYaml(text);
  } catch (error) {
    const { message } = error as Error;
    throw new CliError(`Cannot use ${file}: ${message}.`, {
      cause: error,
      exitStatus: 2,
    });
  }
  const nested = within(value, []);
  if (nested.length > 0) return nested;
  const keys =
    value instanceof Object ? (value as Record<string, unknown>) : {};
  // A deployment that gives its filter no configuration.
  return "name" in keys && DEPLOYED_BY.some((key) => key in keys)
    ? [{ path: [], value: {}, rootId: keys.rootId as string | undefined }]
    : [{ path: [], value }];
}

/** The configurations of deployments and of Envoy's plugins, at any depth. */
function within(value: unknown, path: Path): Found[] {
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => within(each, [...path, index]));
  }
  if (!(value instanceof Object)) return [];
  const keys = value as Record<string, unknown>;
  if ("vm_config" in keys) return ofPlugin(keys, path);
  const isDeployment =
    path.length === 0
      ? "name" in keys
      : path.at(-2) === "filters" || path.at(-2) === "kinds";
  if (isDeployment && "configuration" in keys) {
    return [
      {
        path: [...path, "configuration"],
        value: keys.configuration,
        rootId: keys.rootId as string | undefined,
      },
    ];
  }
  return Object.entries(keys).flatMap(([key, each]) =>
    within(each, [...path, key]),
  );
}

/** What a plugin of Envoy is configured with; it does not get a Struct as JSON. */
function ofPlugin(keys: Record<string, unknown>, path: Path): Found[] {
  const { configuration, root_id: rootId } = keys;
  const own = { rootId: rootId as string | undefined };
  if (configuration === undefined) return [{ path, value: {}, ...own }];
  const { value } = (configuration ?? {}) as { value?: unknown };
  if (typeof value !== "string") return [];
  return [{ path: [...path, "configuration", "value"], value, ...own }];
}
