/**
 * What the parser refuses, and what the compiler parses and does not implement.
 *
 * @typedef {import("../habit.js").Habit} Habit
 * @typedef {import("../mistake.js").Mistake} Mistake
 */

const ASYNC =
  'A method of an HttpHandler waits without `async` and `await`: `const answer = new HttpCall("auth").path("/check").wait()`.';
const LABEL =
  "AssemblyScript has no labels: put the inner loop into a function and return from it, or set a flag.";
const OBJECT_TYPE =
  "AssemblyScript has no object types: declare a class with these fields.";
const SPREAD_OBJECT =
  "AssemblyScript has no spread of objects: assign one field after the other.";

/** @param {string[]} words */
const startsWith =
  (...words) =>
  (/** @type {Mistake} */ { token }) =>
    words.includes(token);

const WORD = /^[\p{ID_Start}$_]/u;

/** Tells whether a type is declared by `type` here. @param {Mistake} mistake */
const isAlias = ({ statement: [first, second] }) =>
  first === "type" || second === "type";

/** @type {Habit[]} */
export const SYNTAX = [
  // Assignments that depend on the value.
  {
    code: 1109,
    when: startsWith("||=", "&&="),
    says: ({ token }) =>
      `AssemblyScript has no \`${token}\`: write \`value ??= …\` for what may be null, and an \`if\` for the rest.`,
    see: "null",
  },
  // Loops.
  {
    code: [1155, 1005],
    when: (mistake) => mistake.tokenAt(1) === "in",
    says: "AssemblyScript has no `for…in`, as objects have no names at run time: use a Map and its keys().",
    see: "loops",
  },
  {
    code: 1109,
    when: (mistake) =>
      mistake.token === ":" &&
      /^(?:for|while|do|\{)$/.test(mistake.tokenAt(1)) &&
      WORD.test(mistake.tokenAt(-1)),
    says: LABEL,
    see: "loops",
  },
  // Destructuring and spread.
  {
    code: 1003,
    when: (mistake) =>
      startsWith("(", ",")(mistake) && /^[[{]$/.test(mistake.tokenAt(1)),
    says: "A parameter cannot be destructured: name it, and read its fields in the function.",
    see: "objects",
  },
  {
    code: 1005,
    when: (mistake) =>
      mistake.token === ")" &&
      mistake.tokenAt(1) === "=>" &&
      /^[\]}]$/.test(mistake.tokenAt(-1)),
    says: "A parameter cannot be destructured: name it, and read its fields in the function.",
    see: "objects",
  },
  {
    code: 1003,
    when: (mistake) => mistake.token === "{" && mistake.tokenAt(1) === "...",
    says: SPREAD_OBJECT,
    see: "objects",
  },
  {
    code: 1003,
    when: (mistake) => mistake.token === "{" && mistake.tokenAt(1) === "[",
    says: "The fields of an object are those of its class, known when it is compiled: use a Map for names that are computed.",
    see: "objects",
  },
  {
    code: 1005,
    when: (mistake) => mistake.names[0] === "}" && mistake.tokenAt(1) === "(",
    says: "An object literal has only fields: declare a class with this method.",
    see: "objects",
  },
  // What waits.
  {
    code: [1109, 1110],
    when: startsWith("async", "await"),
    says: ASYNC,
    see: "waiting",
  },
  {
    code: [1003, 1109, 1110],
    when: (mistake) =>
      mistake.token === "yield" ||
      (mistake.token === "*" &&
        /^(?:function|[{};]|static)$/.test(mistake.tokenAt(-1))),
    says: "AssemblyScript has no generators: return an array.",
    see: "loops",
  },
  // Types.
  {
    code: 1110,
    when: startsWith("["),
    says: "AssemblyScript has no tuples: declare a class with a field for each value, or use an array if they have one type.",
    see: "types",
  },
  {
    code: 1110,
    when: (mistake) => mistake.token === "{" && mistake.tokenAt(1) === "[",
    says: "AssemblyScript has no mapped types and no index signatures: use a Map, or write the type out as a class.",
    see: "types",
  },
  {
    code: 1110,
    when: (mistake) =>
      mistake.token === "{" && !/^[)]$/.test(mistake.tokenAt(-1)),
    says: OBJECT_TYPE,
    see: "objects",
  },
  {
    code: 1005,
    when: ({ names: [name] }) => name === "key",
    says: "AssemblyScript has no index signatures: use a Map.",
    see: "types",
  },
  {
    code: 1110,
    when: startsWith("keyof", "typeof", "infer", "unique"),
    says: ({ token }) =>
      `AssemblyScript has no \`${token}\` in types: write the type out.`,
    see: "types",
  },
  {
    code: 1110,
    when: startsWith("new", "abstract"),
    says: "AssemblyScript has no types of constructors: pass a function that makes the object, or a type argument and `instantiate<T>()`.",
    see: "types",
  },
  {
    code: 1110,
    when: ({ token }) => token.startsWith("`"),
    says: "AssemblyScript has no types of literals: write `string`, and check the text when the filter runs.",
    see: "types",
  },
  {
    code: 1110,
    when: ({ token }) => /^[\d"']/.test(token),
    says: "AssemblyScript has no types of literals: write the type, or an `enum` of numbers.",
    see: "types",
  },
  {
    code: 1109,
    when: (mistake) => mistake.token === "&" && isAlias(mistake),
    says: "AssemblyScript has no `A & B`: declare a class that has the members of both, or an interface that extends them.",
    see: "types",
  },
  {
    code: 1109,
    when: (mistake) => mistake.token === "extends" && isAlias(mistake),
    says: "AssemblyScript has no conditional types: write the types out, or ask `isString<T>()` in a generic function.",
    see: "types",
  },
  {
    code: 1005,
    when: (mistake) => mistake.names[0] === "]" && isAlias(mistake),
    says: "AssemblyScript has no type of a property: write the type out.",
    see: "types",
  },
  {
    code: [1012, 1005, 1109],
    when: ({ statement }) => statement.includes("satisfies"),
    says: "AssemblyScript has no `satisfies`: give the variable its type, `const names: string[] = …`.",
    see: "types",
  },
  {
    code: 100,
    when: ({ message, token }) =>
      message.includes("union types") && token === "undefined",
    says: "There is no `undefined`: write `string | null`.",
    see: "null",
  },
  {
    code: 100,
    when: ({ message, token }) =>
      message.includes("union types") && /^["'\d`]/.test(token),
    says: "AssemblyScript has no types of literals: use an `enum` of numbers, or constants and the type `string`.",
    see: "types",
  },
  {
    code: 100,
    when: ({ message }) => message.includes("union types"),
    says: "A value has one type; only a class or a string may also be null, `string | null`. Write a base class, a class with a field for each type, or two functions.",
    see: "types",
  },
  {
    code: 2391,
    when: (mistake) =>
      /^(?:is|asserts)$/.test(mistake.token) ||
      mistake.statement.includes("is") ||
      mistake.statement.includes("asserts"),
    says: "AssemblyScript has no type guards: return `bool`, and compare with null or use `instanceof` where the value is used.",
    see: "types",
  },
  {
    code: [2391, 2393],
    says: "AssemblyScript has no overloads: give each function its own name, a default value to a parameter, or a type parameter.",
    see: "functions",
  },
  // Missing annotations.
  {
    code: 1110,
    when: (mistake) =>
      mistake.tokenAt(-1) === "let" ||
      (mistake.tokenAt(-2) === "let" && mistake.token === ";"),
    says: "A variable without a value needs a type: `let text: string | null = null`.",
    see: "types",
  },
  {
    code: 1110,
    when: (mistake) =>
      /^(?:on[A-Z]|create)\w*$/.test(mistake.token) &&
      mistake.tokenAt(1) === "=",
    says: ({ token }) =>
      `The proxy calls methods, and this is a field with a function: write \`${token}(…): … { … }\`.`,
    see: "callbacks",
  },
  {
    code: 1110,
    when: (mistake) =>
      mistake.opening[0] === "{" &&
      WORD.test(mistake.token) &&
      /^[=;}]$/.test(mistake.tokenAt(1)),
    says: ({ token }) => `A field needs a type: \`${token}: string = …\`.`,
    see: "classes",
  },
  {
    code: 1110,
    when: (mistake) =>
      mistake.tokenAt(-1) === ")" && /^(?:\{|=>|;)$/.test(mistake.token),
    says: "A function needs the type of its result: `: void`, or what it returns. Only an arrow that is an argument may leave it out.",
    see: "functions",
  },
  {
    code: 1110,
    when: (mistake) =>
      WORD.test(mistake.tokenAt(-1)) && /^[,)=]$/.test(mistake.token),
    says: (mistake) =>
      `A parameter needs a type: \`${mistake.tokenAt(-1)}: string\`. Only an arrow that is an argument may leave it out.`,
    see: "functions",
  },
  // Errors.
  {
    code: [100, 1005],
    when: ({ message, token, tokens, index }) =>
      message.includes("Exceptions") ||
      token === "catch" ||
      (tokens[index - 1]?.text === "(" &&
        tokens[index - 2]?.text === "catch") ||
      (tokens[index - 2]?.text === "(" && tokens[index - 3]?.text === "catch"),
    says: "AssemblyScript has no `try`, and a `throw` ends the filter's VM: use what returns null or a Status instead of throwing, such as parseJson.",
    see: "errors",
  },
  // Classes.
  {
    code: 1127,
    when: ({ source, start }) => source.text[start] === "#",
    says: "AssemblyScript has no `#names`: write `private name`.",
    see: "classes",
  },
  {
    code: 1003,
    when: (mistake) => mistake.token === "static" && mistake.tokenAt(1) === "{",
    says: "AssemblyScript has no static blocks: give the field its value, or call a function at the end of the file.",
    see: "classes",
  },
  {
    code: 219,
    says: "AssemblyScript has no optional fields: write `name: string | null = null`.",
    see: "classes",
  },
  {
    code: 215,
    says: "An optional parameter needs the value that it has when it is left out: `name: string | null = null`.",
    see: "functions",
  },
  {
    code: 100,
    when: ({ message }) =>
      message.includes("class declarations or expressions"),
    says: "A class has a name and stands at the top of the file, outside of functions.",
    see: "classes",
  },
  {
    code: [1003, 1109],
    when: (mistake) => mistake.token === "new" && mistake.tokenAt(1) === ".",
    says: "AssemblyScript has no `new.target`: pass what the constructor needs as a parameter.",
    see: "classes",
  },
  {
    code: [1005, 1109],
    when: startsWith("void"),
    says: "AssemblyScript has no `undefined` and no `void 0`: compare with null.",
    see: "null",
  },
  {
    code: 1351,
    when: ({ source, start }) =>
      /^\dn/.test(source.text.slice(start - 1, start + 1)),
    says: "AssemblyScript has no BigInt: `i64` and `u64` are integers of 64 bits, `const n: i64 = 10`.",
    see: "numbers",
  },
  // What the parser takes, and the compiler does not implement.
  {
    code: 100,
    when: ({ message }) => message.includes("Closures"),
    says: ({ text }) =>
      `A function cannot read the variables around it: keep \`${text}\` in a field and read it from the context that the callback gets, or write a loop.`,
    see: "functions",
  },
  {
    code: 100,
    when: ({ message }) => message.includes("Spread"),
    says: "AssemblyScript has no spread: write `a.concat(b)`, or push one value after the other.",
    see: "loops",
  },
  {
    code: 100,
    when: ({ message }) => message.includes("Const assertion"),
    says: "AssemblyScript has no `as const`: leave it out.",
    see: "types",
  },
  {
    code: 100,
    when: ({ message }) => message.includes("Interface hidden classes"),
    says: "An object literal needs a class here, as an interface has no fields of its own: write `class` in place of `interface`, and give each field a value.",
    see: "objects",
  },
  {
    code: 100,
    when: ({ message }) => message.includes("Regular expressions"),
    says: 'There is no RegExp: regex("^a[0-9]+") of proxy-wasm-as is compiled with the filter, and Regex.compile(text) when it runs.',
    see: "strings",
  },
  {
    code: 100,
    when: ({ message }) => message.includes("'in' operator"),
    says: "AssemblyScript has no `in`: write `map.has(name)`.",
    see: "objects",
  },
  {
    code: 100,
    when: ({ message }) => /Tagged|String\.raw/.test(message),
    says: "AssemblyScript has no tagged templates: call a function with the text.",
    see: "strings",
  },
  {
    code: 1012,
    when: ({ tokens, index }) => tokens[index]?.text === "await",
    says: ASYNC,
    see: "waiting",
  },
];
