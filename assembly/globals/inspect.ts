/** Returns a value as Node's `console.log` writes it; a text as it is. */
export function inspect<T extends Inspected>(value: T): string {
  if (isNullable<T>()) {
    if (changetype<usize>(value) == 0) return "null";
    return inspect(changetype<NonNullable<T>>(value));
  }
  if (isString<T>()) return changetype<string>(value);
  return inspectInside(value);
}

/** Returns a value as it is written within a list: texts have quotes. */
function inspectInside<T extends Inspected>(value: T): string {
  if (isNullable<T>()) {
    if (changetype<usize>(value) == 0) return "null";
    return inspectInside(changetype<NonNullable<T>>(value));
  }
  if (isBoolean<T>()) return value ? "true" : "false";
  if (isInteger<T>()) return value.toString();
  if (isFloat<T>()) return inspectFloat(f64(value));
  if (isString<T>()) return quote(changetype<string>(value));
  if (isFunction<T>()) return "[Function]";
  if (isArrayLike<T>()) return inspectList(value);
  if (isDefined(value.keys) && isDefined(value.values)) {
    return inspectMap(value);
  }
  if (isDefined(value.values) && isDefined(value.size)) {
    return inspectSet(value);
  }
  if (isDefined(value.toString)) return value.toString();
  return nameof<T>() + " {}";
}

/** Returns a number without the point that `toString` adds to a whole one. */
function inspectFloat(value: f64): string {
  const text = value.toString();
  if (value == 0) return 1 / value < 0 ? "-0" : "0";
  return text.endsWith(".0") ? text.substring(0, text.length - 2) : text;
}

function inspectList<T extends Inspected>(list: T): string {
  let text = "";
  const length = list.length;
  for (let i = 0; i < min(length, most()); i++) {
    text += (i == 0 ? "" : ", ") + inspectInside(list[i]);
  }
  const name = isArray<T>() ? "" : `${nameOf<T>()}(${length}) `;
  return name + bracketed("[", text, "]", length);
}

function inspectMap<T extends Inspected>(map: T): string {
  let text = "";
  const keys = map.keys();
  const values = map.values();
  const length = keys.length;
  for (let i = 0; i < min(length, most()); i++) {
    const value = inspectInside(values[i]);
    text += `${i == 0 ? "" : ", "}${inspectInside(keys[i])} => ${value}`;
  }
  return `${nameOf<T>()}(${length}) ` + bracketed("{", text, "}", length);
}

function inspectSet<T extends Inspected>(set: T): string {
  let text = "";
  const values = set.values();
  const length = values.length;
  for (let i = 0; i < min(length, most()); i++) {
    text += (i == 0 ? "" : ", ") + inspectInside(values[i]);
  }
  return `${nameOf<T>()}(${length}) ` + bracketed("{", text, "}", length);
}

/** Returns a list in its brackets, with how many elements are left out. */
function bracketed(
  open: string,
  text: string,
  close: string,
  length: i32,
): string {
  if (length == 0) return open + close;
  const left = length - most();
  const more = left > 0 ? `, ... ${left} more item${left > 1 ? "s" : ""}` : "";
  return `${open} ${text}${more} ${close}`;
}

/** How many elements of a list are written, as in Node. No global: all modules have those. */
function most(): i32 {
  return 100;
}

/** Returns the name of a class without its parameters. */
function nameOf<T>(): string {
  return nameof<T>().split("<")[0];
}

/** Returns a text in the quotes that Node chooses. */
function quote(text: string): string {
  const mark = !text.includes("'")
    ? "'"
    : !text.includes('"')
      ? '"'
      : !text.includes("`")
        ? "`"
        : "'";
  let quoted = text
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  if (mark == "'") quoted = quoted.replaceAll("'", "\\'");
  return mark + quoted + mark;
}
