import { CliError } from "../base/cli-error.ts";
import type { KeyPath } from "./key-error.ts";
import type { Description } from "./read-input.ts";

/**
 * Throws a {@link CliError} if the keys that hold other keys do not have their form:
 * `filters` is a list of filters, and `kinds` has keys by the kind, also in each filter.
 *
 *     checkDescription(description);
 */
export function checkDescription(description: Description): void {
  const { keys } = description;
  checkKinds(description, keys.kinds, ["kinds"]);
  if (!("filters" in keys)) return;
  const filters: unknown = keys.filters;
  if (!Array.isArray(filters) || filters.length === 0) {
    throw wrongKey(
      description,
      ["filters"],
      "filters must be a list of filters",
    );
  }
  for (const [index, filter] of filters.entries()) {
    const path = ["filters", index];
    if (!isKeys(filter)) {
      throw wrongKey(description, path, `filters.${index} must hold keys`);
    }
    checkKinds(description, filter.kinds, [...path, "kinds"]);
  }
}

function checkKinds(
  description: Description,
  kinds: unknown,
  path: KeyPath,
): void {
  if (kinds === undefined) return;
  if (!isKeys(kinds)) {
    throw wrongKey(description, path, "kinds must hold keys by the kind");
  }
  for (const [name, keys] of Object.entries(kinds)) {
    if (isKeys(keys)) continue;
    const reason = `kinds.${name} must hold keys`;
    throw wrongKey(description, [...path, name], reason);
  }
}

/** Returns an error about a key, with its line where the source has it. */
export function wrongKey(
  { source, lineOf }: Description,
  path: KeyPath,
  reason: string,
): CliError {
  const line = lineOf(path);
  const where = line === undefined ? source : `${source}, line ${line}`;
  return new CliError(`Cannot use ${where}: ${reason}.`, { exitStatus: 2 });
}

function isKeys(value: unknown): value is Record<string, unknown> {
  return value instanceof Object && !Array.isArray(value);
}
