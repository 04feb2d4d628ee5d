import type { Deployments } from "../deployment/deployments-for.ts";
import type { Description } from "../deployment/read-input.ts";
import { checkConfiguration } from "./check-configuration.ts";
import { configurationIn } from "./configuration-in.ts";
import { readSchema } from "./schema-files.ts";

/** Where a project's module is. */
const RELEASE = "build/release.wasm";

/**
 * Throws a {@link CliError} where a filter would refuse its configuration: that of each
 * deployment whose module is at hand, and has a class for it. A deployment that names no
 * module is that of the project in this folder, unless there are several.
 *
 *     await checkDeployments(deploymentsFor(description, kind, flags, kinds), description);
 */
export async function checkDeployments(
  { deployments, pathIn }: Pick<Deployments, "deployments" | "pathIn">,
  description: Description,
): Promise<void> {
  for (const { name, module, rootId, configuration } of deployments) {
    if (module === undefined && deployments.length > 1 && !rootId) continue;
    const schema = await readSchema(module ?? RELEASE, rootId);
    if (schema === undefined) continue;
    const own = pathIn(name, ["configuration"]);
    const written = configurationIn(description, own, configuration);
    await checkConfiguration(schema, written);
  }
}
