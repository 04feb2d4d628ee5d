/** How much a module may grow before bench/sizes.json must be updated. */
const TOLERANCE = 1.02;

/** A module may be this much smaller than recorded. */
const SLACK = 0.9;

/** The size of each example's module in bytes, by the name of the example. */
export type Sizes = Record<string, number>;

const REMEDY = 'run "npm run bench:sizes"';

/**
 * Returns what is wrong with the recorded size of an example's module, or "".
 *
 *     sizeFinding({ "add-header": 5000 }, "add-header", 6000); // "… has grown …"
 */
export function sizeFinding(
  sizes: Sizes,
  example: string,
  size: number,
): string {
  const recorded = sizes[example];
  if (recorded === undefined) {
    return `bench/sizes.json has no size for ${example}; ${REMEDY}`;
  }
  if (size > recorded * TOLERANCE) {
    return `The module has grown from ${recorded} to ${size} bytes; make it smaller, or say why in CHANGELOG.md and ${REMEDY}`;
  }
  if (size < recorded * SLACK) {
    return `The module has shrunk from ${recorded} to ${size} bytes, so it could grow again unseen; ${REMEDY}`;
  }
  return "";
}
