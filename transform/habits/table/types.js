/**
 * Types, their arguments, and values that are used as types or as functions.
 *
 * @typedef {import("../habit.js").Habit} Habit
 * @typedef {import("../mistake.js").Mistake} Mistake
 */

/** @param {string} [type] */
const isNumber = (type = "") =>
  /^(?:[iu](?:8|16|32|64|size)|f(?:32|64)|bool)$/.test(type);
/** @param {string} [type] */
const isText = (type = "") => /^~lib\/string\/String(?: \| null)?$/.test(type);

/** Tells whether it stands in an enum. @param {Mistake} mistake */
const isInEnum = ({ opening: [bracket, , word] }) =>
  bracket === "{" && word === "enum";

/** @type {Habit[]} */
export const TYPES = [
  {
    code: 234,
    when: ({ text }) => text === "String",
    says: "There is no function String: `value.toString()`, or a template.",
    see: "numbers",
  },
  {
    code: 234,
    when: ({ text }) => text === "Number",
    says: "There is no function Number: `parseFloat(text)` is NaN if the text is not a number, `I32.parseInt(text)` is 0.",
    see: "numbers",
  },
  {
    code: 234,
    when: ({ text }) => text === "Boolean",
    says: "There is no function Boolean: compare, `value != null` or `text.length > 0`.",
    see: "null",
  },
  {
    code: 234,
    says: "A class or a type is not a value: pass it as a type argument, `make<Filter>()`.",
    see: "types",
  },
  {
    code: 2511,
    when: ({ text, tokens, index }) =>
      /\bString\b/.test(text) || tokens[index + 1]?.text === "String",
    says: "There is no `new String`: a text is a string already; `value.toString()` makes one of a number.",
    see: "strings",
  },
  // Type arguments.
  {
    code: 1140,
    when: ({ tokens, index }) =>
      /^register\w+Context$/.test(tokens[index - 1]?.text ?? ""),
    says: 'The class is a type argument, and the proxy makes its objects: `registerHttpContext<Filter>("my-filter")`.',
    see: "callbacks",
  },
  {
    code: [1140, 2453],
    says: ({ tokens, index }) =>
      `The compiler does not infer the type argument here: \`${tokens[index - 1]?.text ?? "map"}<string>(…)\`.`,
    see: "loops",
  },
  {
    code: 2558,
    when: ({ text }) =>
      /\b(?:Map|Set)\(./.test(text) && !/\b(?:Map|Set)\(\)/.test(text),
    says: 'A Map and a Set need their types, and begin empty: `const names = new Set<string>()`, and `names.add("a")`.',
    see: "loops",
  },
  {
    code: 2558,
    when: ({ text }) => /\bFunction\b/.test(text),
    says: "Write the type of the function: `(text: string) => void`.",
    see: "functions",
  },
  {
    code: [2558, 2314],
    says: "Write the types out: `new Map<string, i32>()`, `new Set<string>()`, `new Array<string>()`.",
    see: "loops",
  },
  // Arguments.
  {
    code: [2554, 2555],
    when: ({ text }) => /\bnew (?:Map|Set)\b/.test(text),
    says: 'A Map and a Set begin empty: `names.add("a")` or `map.set("a", 1)` for each value.',
    see: "loops",
  },
  {
    code: [2554, 2555],
    when: ({ text }) => text.includes("..."),
    says: "A list cannot be spread into arguments: pass the list, or its values one by one.",
    see: "loops",
  },
  {
    code: [2554, 2555],
    when: ({ text }) => /^(?:console|log)\.\w+\(/.test(text),
    says: "One text is logged: join the values in a template, `user ${name}, ${count} headers`.",
    see: "globals",
  },
  {
    code: [2554, 2555],
    when: ({ text }) => /^new Date\(\)/.test(text),
    says: "The time is an argument: `new Date(Date.now())`.",
    see: "globals",
  },
  {
    code: [2554, 2555],
    when: ({ text }) => /\.reduce(?:Right)?\(/.test(text),
    says: "reduce needs the value to begin with: `list.reduce((sum, each) => sum + each, 0)`.",
    see: "loops",
  },
  {
    code: [2554, 2555],
    when: ({ text }) => /\.(?:sendLocalResponse|respond)\(/.test(text),
    says: 'A response is one object: `new LocalResponse(403).text("no")`.',
    see: "objects",
  },
  {
    code: [2554, 2555],
    when: ({ text }) => /^set(?:Timeout|Interval)\b/.test(text),
    says: "The context that the function is for comes first: `setTimeout<Filter>(this, (self) => self.giveUp(), 100)`; a method of an HttpHandler waits by `sleep(100)`.",
    see: "waiting",
  },
  {
    code: [2554, 2555],
    when: ({ text }) => /\.send(?:<\w+>)?\(/.test(text),
    says: "A call takes the context that waits, and a function for the answer: `send<Filter>(this, (self, answer) => { … })`.",
    see: "waiting",
  },
  {
    code: [2554, 2555],
    when: ({ message }) => {
      const [wanted, given] = message.match(/\d+/g)?.map(Number) ?? [];
      return given < wanted;
    },
    says: "No argument may be left out, unless its parameter has a default value.",
    see: "functions",
  },
  {
    code: [2554, 2555],
    says: "A function takes no more arguments than it has parameters.",
    see: "functions",
  },
  // Functions.
  {
    code: 2322,
    when: ({ names: [from, to] }) =>
      from.startsWith("(this: ") && to.startsWith("("),
    says: ({ text }) =>
      `A method is not a function: pass an arrow that calls it, \`(self, answer) => self.${text.split(".").at(-1) ?? "answered"}(answer)\`.`,
    see: "functions",
  },
  {
    code: 2685,
    says: "A method belongs to its object: call it there, `this.continueRequest()`, or pass an arrow with the object as a parameter.",
    see: "functions",
  },
  {
    code: 2322,
    when: ({ names: [from, to] }) =>
      from.includes(") => ") && to.includes(") => "),
    says: "The types of the parameters and of the result must be the same: write an arrow, `(text) => parseFloat(text)`.",
    see: "functions",
  },
  {
    code: 2349,
    when: ({ names: [type] }) => type === "~lib/arraybuffer/ArrayBuffer",
    says: "A Map and a Set have keys() and values(), which are arrays, but no entries().",
    see: "loops",
  },
  {
    code: [2349, 6234, 2757],
    when: ({ text }) => /\.[\w$]+(?:\(\))?$/.test(text),
    says: "It is a property, not a method: leave the `()` out.",
    see: "classes",
  },
  // Index.
  {
    code: 2329,
    when: ({ names: [type] }) => type.endsWith("/HeaderMap"),
    says: 'Headers are read and written by methods: `headers.get("x-user")`, which may be null, and `headers.set("x-user", "ann")`.',
    see: "callbacks",
  },
  {
    code: 2329,
    when: ({ names: [type] }) => type.endsWith("/JsonValue"),
    says: 'A JsonValue is read by its getters: `json.getText("name")`, `json.get("list")`, `list.at(0)`.',
    see: "json",
  },
  {
    code: 2329,
    says: "Only arrays, strings and bytes have an index: write `.name`, or use a Map for names that are computed.",
    see: "objects",
  },
  // Objects.
  {
    code: 2322,
    when: ({ names: [from] }) => from === "<object>",
    says: 'An object literal needs a class: `class User { name: string = "" }`, and `const user: User = { name: "ann" }`. For names that are computed, use a Map.',
    see: "objects",
  },
  {
    code: 216,
    when: ({ names: [type] }) => type.endsWith("/LocalResponse"),
    says: 'It has a constructor and methods: `new LocalResponse(403).text("no")`.',
    see: "objects",
  },
  {
    code: 216,
    says: "A class with a constructor is made by `new`; an object literal only fills a class without one.",
    see: "objects",
  },
  {
    code: 225,
    when: ({ text }) => /^[[{]/.test(text),
    says: "Only a declaration can be destructured: `const { headers } = message`.",
    see: "objects",
  },
  {
    code: 2540,
    when: ({ text }) => text.startsWith("["),
    says: "Only a declaration can be destructured: swap with a third variable.",
    see: "objects",
  },
  {
    code: [2718, 2741],
    says: 'Give each field of the class a value, so that the literal may leave it out: `name: string = ""`.',
    see: "objects",
  },
  // Classes.
  {
    code: [2564, 2565],
    says: 'A field needs a value: give it one, `user: string = ""`, let it be null, or assign it in the constructor.',
    see: "classes",
  },
  {
    code: [2377, 17009, 2376],
    says: "A constructor begins with `super()`, before anything uses `this`.",
    see: "classes",
  },
  // Results.
  {
    code: 2355,
    when: ({ text }) => text.endsWith("Status"),
    says: ({ text }) =>
      `A callback says how the stream goes on: \`return ${text}.Continue\`.`,
    see: "callbacks",
  },
  {
    code: 2355,
    says: "Each path through the function returns a value, or throws; one that returns none is `: void`.",
    see: "functions",
  },
  // Values of another type.
  {
    code: 2322,
    when: (mistake) => isInEnum(mistake) && isText(mistake.names[0]),
    says: "The values of an enum are numbers: leave the texts out, and write a function that returns the text of each.",
    see: "types",
  },
  {
    code: 2322,
    when: ({ names: [from, to], text }) =>
      isNumber(from) && isText(to) && /^[A-Z]\w*\.[A-Z]\w*$/.test(text),
    says: "The values of an enum are numbers: write a function that returns the text of each, with `switch`.",
    see: "types",
  },
];
