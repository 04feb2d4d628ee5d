import { Document, isScalar, Scalar, visit } from "yaml";
import { printable } from "../base/printable.ts";

/** What YAML 1.1 takes for true, false or nothing, in any case. */
const WORDS = /^(y|n|yes|no|on|off|true|false|null|~|=|<<)$/i;

/**
 * What YAML 1.1 and the readers of it take for a number: decimal, hexadecimal,
 * octal, binary, to the base of 60, with `_` between the digits, and no number.
 */
const NUMBER =
  /^([-+]_*)?(0x[\da-f_]+|0b[01_]+|0o[0-7_]+|\d[\d_]*(:[0-5]?\d)*(\.[\d_]*)?(e[-+]?[\d_]*)?|\.[\d_]*(e[-+]?[\d_]*)?|e[-+]?\d+|\.(inf|nan))$/i;

/** A day, alone or with a time. */
const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}([Tt ]|$)/;

/** How deep a text of several lines is, is not told alike where it begins so. */
const INDENTED = /^\s/;

/** What some readers end a line at, or do not take as it is. */
const UNSAFE = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/**
 * Prints YAML that is read alike as YAML 1.2 and 1.1, which kubectl, Istio and Envoy
 * read: a text that 1.1 takes for something else is quoted, as a value and as a key.
 * Members that are undefined are left out.
 *
 *     printYaml({ mode: "on" }); // 'mode: "on"\n'
 */
export function printYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (isMistaken(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
    Pair(_, { key }) {
      if (isScalar(key) && isMistaken(key.value)) {
        key.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  const text = document.toString({ lineWidth: 0 });
  // Such signs are in quotes, where YAML has the escapes of JSON.
  return text.split("\n").map(printable).join("\n");
}

function isMistaken(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const isWord = WORDS.test(value) || NUMBER.test(value);
  const isOdd = INDENTED.test(value) || UNSAFE.test(value);
  return isWord || isOdd || TIMESTAMP.test(value);
}
