/**
 * Values that may be null.
 *
 * @typedef {import("../habit.js").Habit} Habit
 * @typedef {import("../mistake.js").Mistake} Mistake
 */

/** Tells whether what may be null is used as if it were not. @param {Mistake} mistake */
const isNullable = ({ names: [from, to], message }) =>
  from.endsWith(" | null") &&
  message.includes(" is not assignable ") &&
  !to.endsWith(" | null") &&
  to !== "usize";

/** Tells whether it is one of the values that a `?` chooses from. @param {Mistake} mistake */
const isChosen = ({ statement }) =>
  statement.includes("?") && statement.includes("null");

/** @type {Habit[]} */
export const NULL = [
  {
    code: 2322,
    when: (mistake) => mistake.names[1] === "usize" && isChosen(mistake),
    says: "The compiler takes the type of `c ? null : f()` from `null`: declare a variable with its type, `let text: string | null = null`, and assign in an `if`, or put null last.",
    see: "null",
  },
  {
    code: 226,
    when: (mistake) => mistake.text === "null" && isChosen(mistake),
    says: "The compiler takes the type of `c ? null : f()` from `null`: declare a variable with its type, `let text: string | null = null`, and assign in an `if`, or put null last.",
    see: "null",
  },
  {
    code: 226,
    when: (mistake) =>
      mistake.text === "null" && /^[!=]==?$/.test(mistake.tokenAt(-1)),
    says: "A number or a bool is never null: ask before, `map.has(name)`, or compare with a value that means none.",
    see: "null",
  },
  {
    code: 226,
    when: (mistake) => mistake.text === "null",
    says: "A number or a bool is never null, and a variable of null needs its type: `let text: string | null = null`, `let n: i32 = -1`.",
    see: "null",
  },
  {
    code: 2322,
    when: (mistake) =>
      mistake.names[1] === "usize" && mistake.statement.includes("push"),
    says: "An empty list needs its type: `const list: string[] = []`, or `new Array<string>()`.",
    see: "loops",
  },
  {
    code: 2322,
    when: ({ names: [, to] }) => to === "usize",
    says: "A variable that begins as null or as an empty list needs its type: `let text: string | null = null`, `const list: string[] = []`.",
    see: "null",
  },
  {
    code: 204,
    says: ({ names: [type] }) =>
      `Only a class or a string may be null, and ${type} is neither: use a value that means none, such as -1 or NaN, or a class with a field.`,
    see: "null",
  },
  {
    code: 2322,
    when: (mistake) => isNullable(mistake) && mistake.text === "null",
    says: "Only a type that says so may be null: `string | null`.",
    see: "null",
  },
  {
    code: [2322, 2531],
    when: (mistake) =>
      isNullable(mistake) && /^[\w$]+(?:\.[\w$]+)+$/.test(mistake.text),
    says: ({ text }) =>
      `It may be null, and a check does not narrow a field, which may change in between: copy it, \`const ${text.split(".").at(-1) ?? "value"} = ${text}\`, and compare the copy with null.`,
    see: "null",
  },
  {
    code: [2322, 2531],
    when: (mistake) => isNullable(mistake) && /[)\]]$/.test(mistake.text),
    says: ({ text }) =>
      text.endsWith("]")
        ? "It may be null, and a check does not narrow an element, which may change in between: copy it into a const, and compare the copy with null."
        : "It may be null: keep it in a const, and compare the const with null, `if (value != null)`.",
    see: "null",
  },
  {
    code: [2322, 2531],
    when: (mistake) => isNullable(mistake) && isGlobal(mistake),
    says: ({ text }) =>
      `It may be null, and a check does not narrow a variable of the file, which may change in between: copy it, \`const value = ${text}\`, and compare the copy with null.`,
    see: "null",
  },
  {
    code: [2322, 2531],
    when: isNullable,
    says: ({ text, statement }) =>
      statement.includes("typeof")
        ? `It may be null, and \`typeof\` does not narrow: \`if (${text} != null)\`.`
        : `It may be null: use it inside \`if (${text} != null)\`, or return before if it is null. \`${text}!\` ends the filter's VM if it is.`,
    see: "null",
  },
];

/** @param {Mistake} mistake */
function isGlobal({ tokens, text, index }) {
  let depth = 0;
  return tokens.some((token, at) => {
    if (token.text === "{") depth += 1;
    if (token.text === "}") depth -= 1;
    return (
      at < index &&
      depth === 0 &&
      token.text === text &&
      /^(?:let|const|var)$/.test(tokens[at - 1]?.text ?? "")
    );
  });
}
