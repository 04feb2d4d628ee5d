import { familiarName, type Repository } from "../oci/reference.ts";
import { readTags } from "../registry/tag-list.ts";
import { openRegistry, retryOptions } from "./registry-session.ts";
import type { JsonOption, RegistryOptions } from "./options.ts";
import { printable } from "../base/printable.ts";
import { print, printError } from "../base/print.ts";

/** The options of `proxy-wasm tags`. */
export type TagsOptions = RegistryOptions & JsonOption;

/** Lists the tags of a repository, a line each. */
export async function listTags(
  repository: Repository,
  options: TagsOptions,
): Promise<void> {
  const session = await openRegistry(repository.registry, options);
  try {
    const tags = await readTags(session, repository, retryOptions());
    if (options.json) {
      print(JSON.stringify(tags, null, 2));
    } else if (tags.length === 0) {
      printError(`There are no tags in ${familiarName(repository)}.`);
    } else {
      print(tags.map(printable).join("\n"));
    }
  } finally {
    await session.close();
  }
}
