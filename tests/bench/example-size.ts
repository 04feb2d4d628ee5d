/** How much a module may grow before the changelog has to say so. */
const TOLERANCE = 1.02;

/** A module may be this much smaller than the changelog says. */
const SLACK = 0.9;

/**
 * Returns what is wrong with the size of an example's module, or "". The newest
 * line of the changelog that names it counts:
 * "`examples/NAME` takes 5,432 bytes".
 */
export function sizeFinding(
  changelog: string,
  example: string,
  size: number,
): string {
  const line = `\`examples/${example}\` takes ${size.toLocaleString("en")} bytes`;
  const named = `\`examples/${example}\` takes `;
  const at = changelog.indexOf(named);
  const said = /^[\d,]+(?= bytes)/.exec(changelog.slice(at + named.length));
  if (at < 0 || said === null) {
    return `CHANGELOG.md does not say how large a module is; write: ${line}`;
  }
  const recorded = Number(said[0].replaceAll(",", ""));
  if (size > recorded * TOLERANCE) {
    return `The module has grown from ${recorded} bytes; make it smaller, or say why in CHANGELOG.md, and: ${line}`;
  }
  if (size < recorded * SLACK) {
    return `The module is smaller than CHANGELOG.md says; write: ${line}`;
  }
  return "";
}
