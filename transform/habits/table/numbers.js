/**
 * Types of numbers that do not fit.
 *
 * @typedef {import("../habit.js").Habit} Habit
 */

const STATUS =
  /\.(?:set\w*|append\w*|delete|send\w*|prepend\w*|clear|replace\w*)\(.*\)$/s;

/** @type {Habit[]} */
export const NUMBERS = [
  {
    code: 200,
    when: ({ names: [, to], text }) => to === "bool" && STATUS.test(text),
    says: "A Status is not a bool, and its Ok is 0: compare it, `== Status.Ok`.",
    see: "callbacks",
  },
  {
    code: 200,
    when: ({ names: [, to] }) => to === "bool",
    says: "A number is not a bool: compare it, `count != 0`.",
    see: "numbers",
  },
  {
    code: 200,
    when: ({ names: [from], text }) =>
      from === "i64" && /Date\.now|getTime|integerOr|getIntegerOr/i.test(text),
    says: ({ names: [, to], text }) =>
      `Times and integers of JSON are an \`i64\`, integers of 64 bits: give the variable the type i64, or cast, \`<${to}>(${text})\`${to === "i32" ? ", which cuts what is beyond 2147483647" : ""}.`,
    see: "numbers",
  },
  {
    code: 200,
    when: ({ names: [from, to], text }) =>
      from === "f64" && /^[iu]/.test(to) && /parse(?:Int|Float)/.test(text),
    says: ({ names: [, to] }) =>
      `parseInt returns an f64, JavaScript's number: \`${to.toUpperCase()}.parseInt(text)\` returns an integer, 0 if the text is not a number.`,
    see: "numbers",
  },
  {
    code: 200,
    when: ({ names: [from, to], text }) =>
      from === "f64" && /^[iu]/.test(to) && /^[\d.e]+$/.test(text),
    says: ({ names: [, to] }) =>
      `A literal with a point or an exponent is an f64: write an integer, or give the variable the type f64 in place of ${to}.`,
    see: "numbers",
  },
  {
    code: 200,
    when: ({ names: [from, to] }) => from === "f64" && /^[iu]/.test(to),
    says: ({ names: [, to], text }) =>
      `\`number\` is an f64, and ${to} an integer: give both the type i32, or cast, \`<${to}>${/^[\w.]+$/.test(text) ? text : `(${text})`}\`, which cuts the fraction.`,
    see: "numbers",
  },
  {
    code: 200,
    says: ({ names: [from, to], text }) =>
      `${from} may hold what ${to} cannot: give both one type, or cast, \`<${to}>${/^[\w.]+$/.test(text) ? text : `(${text})`}\`.`,
    see: "numbers",
  },
  {
    code: 2365,
    when: ({ names: [, ...types] }) =>
      types.some((type) => type.startsWith("~lib/string/String")) &&
      types.some((type) => /^(?:[iu]\d|f\d|bool)/.test(type)),
    says: ({ names: [operator] }) =>
      operator === "+"
        ? "A number does not become a text by itself: write a template, `${count} headers` in backquotes, or `count.toString()`."
        : "A text does not become a number by itself: `I32.parseInt(text)` or `parseFloat(text)`.",
    see: "numbers",
  },
  {
    code: [2365, 2469],
    when: ({ names }) =>
      names.includes("f64") && /^(?:[|&^~]|<<|>>>?)=?$/.test(names[0]),
    says: "Only integers have bits: `<i32>value` cuts the fraction.",
    see: "numbers",
  },
  {
    code: 2469,
    when: ({ names }) => names.some((name) => name.startsWith("~lib/string/")),
    says: "A text does not become a number by itself: `I32.parseInt(text)` or `parseFloat(text)`.",
    see: "numbers",
  },
  {
    code: 236,
    says: "An integer has 64 bits at most: write it as an f64, `1e20`.",
    see: "numbers",
  },
];
