import { Document, isScalar, Scalar, visit } from "yaml";
import { printable } from "../base/printable.ts";

/** Words that YAML 1.1 reads as true, false or null, in any case. */
const WORDS = /^(y|n|yes|no|on|off|true|false|null|~|=|<<)$/i;

/**
 * What YAML 1.1 and its readers take for a number: decimal, hexadecimal, octal, binary
 * or base 60, with `_` between the digits, infinity and NaN.
 */
const NUMBER =
  /^([-+]_*)?(0x[\da-f_]+|0b[01_]+|0o[0-7_]+|\d[\d_]*(:[0-5]?\d)*(\.[\d_]*)?(e[-+]?[\d_]*)?|\.[\d_]*(e[-+]?[\d_]*)?|e[-+]?\d+|\.(inf|nan))$/i;

/** A day, alone or with a time. */
const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}([Tt ]|$)/;

/**
 * Readers disagree about the indentation of a multi-line text that begins like this.
 */
const INDENTED = /^\s/;

/** Characters at which some readers end a line, or which they do not accept. */
const UNSAFE = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/**
 * Prints YAML that means the same in YAML 1.2 and in 1.1, which kubectl, Istio and
 * Envoy read: a text that 1.1 takes for something else is quoted, both as a value and
 * as a key. Undefined members are left out.
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
  // Such characters are in quotes, where YAML has the escapes of JSON.
  return text.split("\n").map(printable).join("\n");
}

function isMistaken(value: unknown): boolean {
  if (typeof value !== "string") return false;
  const isWord = WORDS.test(value) || NUMBER.test(value);
  const isOdd = INDENTED.test(value) || UNSAFE.test(value);
  return isWord || isOdd || TIMESTAMP.test(value);
}
