/**
 * Members that the classes of the language, of browsers and of Node have, and those here
 * do not.
 *
 * @typedef {import("../habit.js").Habit} Habit
 * @typedef {import("../habit.js").Section} Section
 */

const NO_MATCH =
  'There is no RegExp: regex("^a[0-9]+") of proxy-wasm-as is compiled with the filter, and Regex.compile(text) when it runs.';
const LOOP = "write a loop with `for (let i = 0; i < list.length; i++)`.";
const FIXED =
  "A number has no such method: `value.toFixed(2)`, `toString()` or a template makes a text of it.";
const OBJECT =
  "The names of fields are not known at run time: use a Map, with keys() and values().";

const ANY = "*";
const FIELD = "field";

/**
 * By what the type's name begins with, and the member's name; ANY stands for all, and FIELD for what is not called.
 *
 * @type {[type: string, members: string, says: string | ((name: string) => string), see: Section][]}
 */
const MEMBERS_OF = [
  [
    "~lib/array/Array<",
    "toSpliced with",
    (name) => `There is no ${name}: change a copy, \`list.slice()\`.`,
    "loops",
  ],
  [
    "~lib/array/Array<",
    "keys values entries",
    (name) => `An array has no ${name}(): ${LOOP}`,
    "loops",
  ],
  [
    "~lib/array/Array",
    "from of fromAsync",
    "Write the list, `[a, b]`, copy one with `list.slice()`, or push in a loop.",
    "loops",
  ],
  [
    "~lib/typedarray/",
    "from of",
    "Bytes are made with a length, `new Uint8Array(2)`, and filled one by one, `bytes[0] = 1`.",
    "strings",
  ],
  [
    "~lib/proxy-wasm-as/assembly/api/header-map/HeaderMap",
    FIELD,
    (name) =>
      `Headers are read by name: \`headers.get("${name}")\`, which may be null.`,
    "callbacks",
  ],
  [
    "~lib/proxy-wasm-as/assembly/api/header-map/HeaderMap",
    ANY,
    "A HeaderMap has get, getAll, has, set, append, delete and entries.",
    "callbacks",
  ],
  [
    "~lib/proxy-wasm-as/assembly/api/http-message/HttpMessage",
    "url path",
    'The path and the query are a header: `this.request.headers.get(":path")`, which `RequestUrl.of(this.request.headers)` takes apart.',
    "callbacks",
  ],
  [
    "~lib/proxy-wasm-as/assembly/api/http-message/HttpMessage",
    "method",
    'The method is a header: `this.request.headers.get(":method")`.',
    "callbacks",
  ],
  [
    "~lib/proxy-wasm-as/assembly/api/http-message/HttpMessage",
    "status statusCode",
    'The status is a header, a text: `this.response.headers.get(":status")`.',
    "callbacks",
  ],
  [
    "~lib/proxy-wasm-as/assembly/api/http-message/HttpMessage",
    "text json arrayBuffer formData",
    (name) =>
      `The body is \`message.body\`, in onRequestBody or onResponseBody: \`body.text()\`${name === "json" ? ", and `parseJson` reads it" : ""}.`,
    "json",
  ],
  [
    "~lib/proxy-wasm-as/assembly/api/body",
    "arrayBuffer buffer get",
    "The bytes of a body are `body.bytes()`, its text is `body.text()`.",
    "json",
  ],
  [
    "~lib/proxy-wasm-as/assembly/json/json-value/JsonValue",
    FIELD,
    (name) =>
      `A JsonValue is read by its getters: \`getText("${name}")\`, \`getIntegerOr("${name}", 0)\` or \`get("${name}")\`.`,
    "json",
  ],
  [
    "~lib/proxy-wasm-as/assembly/json/json-value/JsonValue",
    ANY,
    "A JsonValue has get, at, getText, getTexts, getNumberOr, getIntegerOr and getBoolOr.",
    "json",
  ],
  [
    "~lib/proxy-wasm-as/assembly/api/environment/Environment",
    FIELD,
    (name) =>
      `Variables are read by name: \`process.env.get("${name}")\`, which may be null.`,
    "globals",
  ],
  [
    "~lib/proxy-wasm-as/assembly/globals/process/process",
    ANY,
    "A filter has no process of its own: `process.env.get` reads the variables that the proxy hands over.",
    "globals",
  ],
  [
    "~lib/proxy-wasm-as/assembly/globals/crypto/crypto",
    "randomUUID",
    "`uuidV4()` returns a random UUID; the proxy gives each request one, in `x-request-id`.",
    "globals",
  ],
  [
    "~lib/proxy-wasm-as/assembly/globals/crypto/crypto",
    ANY,
    "There is no crypto.subtle: hash by `sha256(bytes)`, sign by `new Hmac<Sha256>(key)`, and verify tokens by a JwtVerifier; `PublicKey` and `PrivateKey` let the proxy verify and sign.",
    "globals",
  ],
  [
    "~lib/proxy-wasm-as/assembly/globals/console/console",
    ANY,
    "The console has log, debug, info, warn, error, assert and time.",
    "globals",
  ],
  [
    "~lib/proxy-wasm-as/assembly/api/http-call/HttpCall",
    "headers",
    'Headers are added one by one: `.header("x-user", "ann")`.',
    "objects",
  ],
  [
    "~lib/proxy-wasm-as/assembly/globals/reg-exp/RegExp",
    ANY,
    NO_MATCH,
    "strings",
  ],
  ["~lib/string/String", "match matchAll search", NO_MATCH, "strings"],
  [
    "~lib/string/String",
    "normalize toLocaleLowerCase toLocaleUpperCase",
    (name) => `There is no ${name}: toLowerCase and toUpperCase are there.`,
    "strings",
  ],
  ["~lib/number/", "toPrecision toExponential", FIXED, "numbers"],
  [
    "~lib/number/",
    "toLocaleString",
    "There is no toLocaleString: `toString()` or a template makes a text.",
    "numbers",
  ],
  [
    "~lib/object/Object",
    "keys values entries assign fromEntries getOwnPropertyNames",
    OBJECT,
    "objects",
  ],
  [
    "~lib/object/Object",
    "freeze seal defineProperty",
    "Mark the fields `readonly` instead.",
    "objects",
  ],
  [
    "~lib/object/Object",
    "hasOwn hasOwnProperty",
    "The names of fields are not known at run time: use a Map, `map.has(name)`.",
    "objects",
  ],
  [
    "~lib/object/Object",
    "toString",
    "A class has no toString of its own: write one.",
    "objects",
  ],
  [
    "~lib/function/Function<",
    "bind call apply",
    "A function has no `this` of its own to bind: pass the context as a parameter, `(self: Filter): void => self.next()`.",
    "functions",
  ],
  [
    "~lib/proxy-wasm-as/assembly/globals/date/Date",
    ANY,
    "A Date has getTime, toISOString and the getters of UTC.",
    "globals",
  ],
];

/** @type {Habit[]} */
export const MEMBERS = [
  ...MEMBERS_OF.map(
    ([type, members, says, see]) =>
      /** @type {Habit} */ ({
        code: 2339,
        when: ({ names: [name, owner], tokens, index }) =>
          owner.startsWith(type) &&
          (members === ANY ||
            (members === FIELD && tokens[index + 1]?.text !== "(") ||
            members.split(" ").includes(name)),
        says:
          typeof says === "string" ? says : ({ names: [name] }) => says(name),
        see,
      }),
  ),
  {
    code: 2339,
    when: ({ names: [, owner], tokens }) =>
      owner === "~lib/object/Object" &&
      tokens.some(
        ({ text }, at) =>
          text === "[" &&
          tokens[at + 1]?.text === "]" &&
          /^[?:]$/.test(tokens[at - 1]?.text ?? ""),
      ),
    says: "The compiler takes an empty list in `c ? [] : list` for an object: give it a type, `new Array<string>()`.",
    see: "loops",
  },
  {
    code: 2339,
    when: ({ names: [, owner] }) => /\/Filter\w*Status$/.test(owner),
    says: ({ names: [, owner] }) => {
      const name = owner.slice(owner.lastIndexOf("/") + 1);
      const values = {
        FilterHeadersStatus:
          "Continue, StopIteration, ContinueAndEndStream, StopAllIterationAndBuffer or StopAllIterationAndWatermark",
        FilterDataStatus:
          "Continue, StopIterationAndBuffer, StopIterationAndWatermark or StopIterationNoBuffer",
      };
      return `A ${name} is ${/** @type {Record<string, string>} */ (values)[name] ?? "Continue or StopIteration"}.`;
    },
    see: "callbacks",
  },
  {
    code: 2339,
    when: ({ names: [, owner], tokens, index }) =>
      owner.startsWith("~lib/proxy-wasm-as/assembly/contexts/") &&
      tokens[index - 2]?.text === "root",
    says: "`this.root` is a Context, and `instanceof` does not narrow it: extend `HttpContextOf<Plugin>`, whose `this.plugin` is the Plugin, or `HttpHandlerOf`.",
    see: "types",
  },
  {
    code: 2339,
    when: ({ names: [name], tokens, index }) =>
      name === "name" && /^[A-Z]/.test(tokens[index - 2]?.text ?? ""),
    says: "A class has no `name`: write `nameof<Filter>()`.",
    see: "classes",
  },
  {
    code: 2339,
    when: ({ names: [, owner], tokens, index }) =>
      !owner.startsWith("~lib/") && tokens[index - 2]?.text === "this",
    says: ({ names: [name], tokens, index }) =>
      tokens[index + 1]?.text === "("
        ? `Neither the class nor the one it extends has the method ${name}.`
        : `Declare it in the class, with its type: \`private ${name}: string = ""\`.`,
    see: "classes",
  },
];
