/** What `\s` stands for in a text of which only ASCII counts. */
const SPACES = String.raw` \t\n\r\v\f`;

/** What `.` stands for. */
const ANY = String.raw`[^\n\r]`;

/**
 * Returns a pattern as a JSON Schema has it: what reads the schema knows more white space
 * and more ends of lines than those of ASCII.
 *
 *     schemaPattern("^.[\\s,]$"); // "^[^\\n\\r][ \\t\\n\\r\\v\\f,]$"
 *
 * @param {string} pattern
 */
export function schemaPattern(pattern) {
  let isInClass = false;
  const units = pattern.match(/\\.|[^]/g) ?? [];
  const own = units.map((unit) => {
    if (unit === String.raw`\s`) return isInClass ? SPACES : `[${SPACES}]`;
    if (unit === "." && !isInClass) return ANY;
    if (unit === "[") isInClass = true;
    if (unit === "]") isInClass = false;
    return unit;
  });
  return own.join("");
}
