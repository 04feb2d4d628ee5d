import type { Project } from "../project/read-project.ts";
import type { KeyPath } from "../deployment/key-error.ts";
import { checkConfiguration } from "./check-configuration.ts";
import { configurationIn } from "./configuration-in.ts";
import { readSchema } from "./schema-files.ts";

/**
 * Throws a {@link CliError} where the filter in a folder, once it is built, would refuse
 * its configuration.
 *
 *     await checkProject(await readProject(process.cwd(), { flags }));
 */
export async function checkProject({
  module,
  deployment: { name, rootId, configuration },
  description,
}: Project): Promise<void> {
  const schema = await readSchema(module, rootId);
  if (schema === undefined) return;
  const filters = description?.keys.filters ?? [];
  const index = filters.findIndex((each) => each.name === name);
  const filter = ["filters", Math.max(index, 0)];
  /** In the order of their precedence. */
  const places: KeyPath[] = [
    [...filter, "kinds", "envoy", "configuration"],
    [...filter, "configuration"],
    ["kinds", "envoy", "configuration"],
    ["configuration"],
  ];
  const own = places.find((path) => description?.positionOf(path));
  const written = configurationIn(description, own, configuration);
  await checkConfiguration(schema, written);
}
