/**
 * Values of a type where another is wanted.
 *
 * @typedef {import("../habit.js").Habit} Habit
 */

/** @param {string} [type] */
const isNumber = (type = "") =>
  /^(?:[iu](?:8|16|32|64|size)|f(?:32|64)|bool)$/.test(type);
/** @param {string} [type] */
const isText = (type = "") => /^~lib\/string\/String(?: \| null)?$/.test(type);
/** @param {string} [type] */
const isBytes = (type = "") =>
  /^~lib\/(?:typedarray\/Uint8Array|arraybuffer\/ArrayBuffer)/.test(type);

/** What is a number or a text of its own, and needs no parentheses. */
const SIMPLE = /^[\w$.]+(?:\(.*\))?$/s;

/** @type {Habit[]} */
export const VALUES = [
  {
    code: 2322,
    when: ({ opening: [bracket], tokens, index, names: [from, to] }) =>
      bracket === "[" &&
      tokens[index - 1]?.text === "," &&
      isNumber(from) !== isNumber(to),
    says: "All values of a list have the type of the first: use a class, or two lists.",
    see: "loops",
  },
  {
    code: 2322,
    when: ({ names: [from, to], tokens, index }) =>
      isNumber(from) &&
      isText(to) &&
      /^[!=]==?$/.test(tokens[index - 1]?.text ?? ""),
    says: "A text and a number are never equal: compare two texts, or `I32.parseInt(text)`.",
    see: "numbers",
  },
  {
    code: 2322,
    when: ({ names: [from, to], tokens, index, text }) =>
      isNumber(from) &&
      isText(to) &&
      /^[!=]==?$/.test(
        tokens[index + text.split(".").length * 2 - 1]?.text ?? "",
      ),
    says: "A text and a number are never equal: compare two texts, or `I32.parseInt(text)`.",
    see: "numbers",
  },
  {
    code: 2322,
    when: ({ names: [from, to], tokens, index }) =>
      isNumber(from) && isText(to) && tokens[index - 1]?.text === ":",
    says: "Both values of `c ? a : b` have the same type.",
    see: "types",
  },
  {
    code: 2322,
    when: ({ names: [from, to], text }) =>
      isNumber(from) && isText(to) && /^\d/.test(text),
    says: ({ text }) =>
      `A number does not become a text by itself: \`"${text}"\`.`,
    see: "numbers",
  },
  {
    code: 2322,
    when: ({ names: [from, to] }) => isNumber(from) && isText(to),
    says: ({ text }) =>
      `A number does not become a text by itself: \`${SIMPLE.test(text) ? text : `(${text})`}.toString()\`, or a template, which takes any number.`,
    see: "numbers",
  },
  {
    code: 2322,
    when: ({ names: [from, to], statement }) =>
      isText(from) && isNumber(to) && statement.includes("Date"),
    says: "A Date is made from a time: `Date.parse(text)` reads a text.",
    see: "globals",
  },
  {
    code: 2322,
    when: ({ names: [from, to], statement }) =>
      isText(from) && isNumber(to) && statement[0] === "return",
    says: "A status is a value of an enum: `return FilterHeadersStatus.Continue`.",
    see: "callbacks",
  },
  {
    code: 2322,
    when: ({ names: [from, to] }) => isText(from) && isNumber(to),
    says: "A text does not become a number by itself: `I32.parseInt(text)` or `parseFloat(text)`.",
    see: "numbers",
  },
  {
    code: 2322,
    when: ({ names: [from, to] }) =>
      isNumber(from) && to.endsWith("/LocalResponse"),
    says: 'A response is one object: `new LocalResponse(403).text("no")`.',
    see: "objects",
  },
  {
    code: 2322,
    when: ({ names: [from, to] }) => isText(from) && isBytes(to),
    says: "A text does not become bytes by itself: `utf8Encode(text)`.",
    see: "strings",
  },
  {
    code: 2322,
    when: ({ names: [from, to] }) => isBytes(from) && isText(to),
    says: "Bytes do not become a text by themselves: `utf8Decode(bytes)`, or the method for bytes, such as setBytes.",
    see: "strings",
  },
  {
    code: 2322,
    when: ({ names: [from, to], statement }) =>
      from.startsWith("~lib/array/Array<") &&
      isNumber(to) &&
      statement.includes("new"),
    says: "Bytes are made with a length, `new Uint8Array(2)`, and filled one by one, `bytes[0] = 1`.",
    see: "strings",
  },
  {
    code: 2322,
    when: ({ names: [from, to] }) => from === "void" && /^i32$/.test(to),
    says: "A callback says how the stream goes on: `return FilterHeadersStatus.Continue`.",
    see: "callbacks",
  },
  {
    code: 2322,
    when: ({ names: [from, to] }) =>
      isText(to) && /^~lib\/array\/Array<(?!.* \| null$)/.test(from),
    says: ({ text }) =>
      `A list does not become a text by itself: \`${SIMPLE.test(text) ? text : "list"}.join(", ")\`.`,
    see: "loops",
  },
  {
    code: 2322,
    when: ({ names: [from, to] }) =>
      isText(to) &&
      !isText(from) &&
      !isNumber(from) &&
      from !== "auto" &&
      !from.endsWith(" | null"),
    says: "An object does not become a text by itself: log its fields, or write a method toString.",
    see: "objects",
  },
];
