import { CliError } from "../base/cli-error.ts";
import { liveResource } from "../kubectl/live-resource.ts";
import {
  describe,
  nameOfDocument,
  type Resource,
} from "../kubectl/resource.ts";
import type { ClusterOptions } from "../kubectl/run-kubectl.ts";
import { canaryDocuments, type Canary, type CanaryPlace } from "./canary.ts";

/**
 * The documents of a canary, beside what is deployed. Throws a {@link CliError} where
 * nothing is.
 *
 *     await withCanary(documents, { label: "track", value: "canary" }, {});
 */
export async function withCanary(
  documents: Resource[],
  place: CanaryPlace,
  options: ClusterOptions,
): Promise<Canary> {
  const canaries: Canary[] = [];
  for (const document of documents) {
    const name = nameOfDocument(document);
    const live = await liveResource(name, options);
    if (live === undefined) {
      throw new CliError(
        `Cannot deploy a canary: there is no ${describe(name)} that it would stand beside; deploy it first.`,
      );
    }
    canaries.push(canaryDocuments(document, live, place));
  }
  return {
    documents: canaries.flatMap((each) => each.documents),
    notes: canaries.flatMap(({ notes }) => notes),
  };
}
