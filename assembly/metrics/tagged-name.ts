/** The longest value of a tag, in UTF-16 code units: each stays in the proxy's memory. */
const LONGEST: i32 = 128;

/**
 * Writes the name of a metric with its tags, such as `route=.=/a;.;requests`: the form that
 * Istio's expressions know and Envoy's SDK for C++ writes.
 */
export function taggedName(
  name: string,
  tags: string[],
  values: StaticArray<string>,
): string {
  let text = "";
  for (let i = 0; i < tags.length; i++) {
    text += unchecked(tags[i]) + "=.=" + escaped(unchecked(values[i])) + ";.;";
  }
  return text + name;
}

/** Escapes a value, so that the expressions for its tag find all of it. */
function escaped(value: string): string {
  let text = "";
  let from = 0;
  const end = value.length;
  for (let i = 0; i < end; i++) {
    const unit = value.charCodeAt(i);
    // Envoy takes a dot from the end of a value.
    if (!isSpecial(unit) && (unit != 0x2e || i + 1 < end)) continue;
    const hex = String.fromCharCode(digitOf(unit >> 4), digitOf(unit & 0xf));
    text += value.substring(from, i) + "%" + hex;
    from = i + 1;
  }
  return text + value.substring(from);
}

function digitOf(value: i32): i32 {
  return value + (value < 10 ? 0x30 : 0x37);
}

/** What counts of a value; it is never cut between the two halves of a character. */
export function tagValue(value: string): string {
  if (value.length <= LONGEST) return value;
  const last = value.charCodeAt(LONGEST - 1);
  const isHalf = (last & 0xfc00) == 0xd800;
  return value.substring(0, isHalf ? LONGEST - 1 : LONGEST);
}

function isSpecial(unit: i32): bool {
  return (
    unit < 0x20 || unit == 0x7f || unit == 0x25 || unit == 0x3b || unit == 0x3d
  );
}

/** Tells whether a tag may have a name: letters, digits and `_`, and no digit first. */
export function isTagName(name: string): bool {
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    const isDigit = unit >= 0x30 && unit <= 0x39;
    if (isDigit ? i == 0 : !isLetter(unit)) return false;
  }
  return name.length > 0;
}

function isLetter(unit: i32): bool {
  const lower = unit | 0x20;
  return unit == 0x5f || (lower >= 0x61 && lower <= 0x7a);
}
