import type { KeyPath } from "../deployment/key-error.ts";
import type { Description } from "../deployment/read-input.ts";
import type { WrittenConfiguration } from "./check-configuration.ts";

const FLAGS = "the flags";

/**
 * Returns a filter's configuration with where it was written: in a description, under a
 * path, or by flags, where the description does not have it.
 *
 *     configurationIn(description, ["configuration"], { greeting: "hello" });
 */
export function configurationIn(
  description: Pick<Description, "source" | "positionOf"> | undefined,
  own: KeyPath | undefined,
  value: unknown,
): WrittenConfiguration {
  const isByFlags = own === undefined && value !== undefined;
  return {
    value,
    source: isByFlags ? FLAGS : (description?.source ?? FLAGS),
    positionOf: (path, options) =>
      own && description?.positionOf([...own, ...path], options),
  };
}
