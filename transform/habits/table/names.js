import { INDEX } from "../../contract/sdk.js";
import { editDistance } from "../../diagnostics/edit-distance.js";

/** The letters of a name that is so long as to have two of them wrong. */
const LONG = 8;

/**
 * Names that the language, browsers or Node have, and a filter does not.
 *
 * @typedef {import("../habit.js").Habit} Habit
 * @typedef {import("../habit.js").Section} Section
 */

const CALL =
  'A filter calls a cluster of the proxy: `const answer = new HttpCall("auth").path("/check").wait()` in a method of an HttpHandler.';
const WAIT =
  'There are no promises: a method of an HttpHandler waits without `await`, `const answer = new HttpCall("auth").path("/check").wait()`.';
const TIMER =
  "Import setTimeout or setInterval from proxy-wasm-as, and give it the context that the function is for, as in `setTimeout<Filter>(this, (self) => self.giveUp(), 100)`; a method of an HttpHandler waits by `sleep(100)`.";
const CANCEL =
  "What `setTimeout` and `setInterval` return has a method for it: `timer.cancel()`.";
const TURN =
  "Nothing runs between two callbacks: call it here, or by `setTimeout` of proxy-wasm-as at the plugin's next tick.";
const URLS =
  "There is no URL: `RequestUrl.of(this.request.headers)` has the path and the query of a request, and `SearchParams` is a query.";
const WEB =
  "A filter has no classes of the web: headers, bodies and answers are `this.request`, `this.response` and LocalResponse.";
const TEXT =
  "`utf8Encode(text)` returns the bytes of a text, and `utf8Decode(bytes)` the text of bytes.";
const BUFFER =
  "There is no Buffer: bytes are a Uint8Array, which `utf8Encode`, `base64Decode` and `hexDecode` make of a text.";
const BASE64 =
  "`base64Encode(bytes)` and `base64Decode(text)` work on bytes; `utf8Encode` and `utf8Decode` turn them into text and back.";
const UTILITY =
  "AssemblyScript has no such type: declare a class with the fields.";
const GLOBAL =
  "A filter has no such object: write `console`, not `globalThis.console`.";
const DYNAMIC =
  "Names and types are not known at run time: write the field or the call itself.";
const MODULE =
  "Write `import { … } from` and `export`: AssemblyScript has no CommonJS.";
const WEAK =
  "AssemblyScript has no weak references: use a Map, and delete what is over in onDone or onDelete.";

/** @type {Record<string, [says: string, see: Section]>} */
const BY_NAME = {
  undefined: [
    "There is no `undefined`: a missing value is null, `value == null`.",
    "null",
  ],
  any: [
    "There is no `any`: write the type, a type parameter `<T>`, or a common base class.",
    "types",
  ],
  unknown: [
    "There is no `unknown`: write the type, a type parameter `<T>`, or a common base class.",
    "types",
  ],
  object: [
    "There is no `object`: write the class, a common base class, or a Map.",
    "types",
  ],
  never: [
    "There is no `never`: a function that always throws returns `void`.",
    "types",
  ],
  symbol: ["There is no `symbol`: use an `enum` or a string.", "types"],
  bigint: [
    "There is no `bigint`: `i64` and `u64` are integers of 64 bits.",
    "numbers",
  ],
  BigInt: [
    "There is no BigInt: `i64` and `u64` are integers of 64 bits, `const n: i64 = 10`.",
    "numbers",
  ],
  Record: ["AssemblyScript has no Record: use a `Map<string, T>`.", "objects"],
  Partial: [UTILITY, "types"],
  Required: [UTILITY, "types"],
  Pick: [UTILITY, "types"],
  Omit: [UTILITY, "types"],
  Exclude: [UTILITY, "types"],
  Extract: [UTILITY, "types"],
  Parameters: [UTILITY, "types"],
  Readonly: [
    "AssemblyScript has no Readonly: leave it out, or mark the fields `readonly`.",
    "types",
  ],
  ReadonlyArray: [
    "AssemblyScript has no ReadonlyArray: write `readonly string[]`, or `string[]`.",
    "types",
  ],
  ReadonlyMap: ["AssemblyScript has no ReadonlyMap: write `Map`.", "types"],
  ReadonlySet: ["AssemblyScript has no ReadonlySet: write `Set`.", "types"],
  Iterable: ["AssemblyScript has no iterators: return an array.", "loops"],
  IterableIterator: [
    "AssemblyScript has no iterators: return an array.",
    "loops",
  ],
  Generator: ["AssemblyScript has no generators: return an array.", "loops"],
  Promise: [WAIT, "waiting"],
  PromiseLike: [WAIT, "waiting"],
  fetch: [CALL, "waiting"],
  XMLHttpRequest: [CALL, "waiting"],
  WebSocket: [CALL, "waiting"],
  EventSource: [
    "Events of a response are read by an SseStream in a method of an HttpHandler, or by an SseReader.",
    "waiting",
  ],
  AbortController: [
    "A call ends by itself: `HttpCall.timeout(100)` sets when.",
    "waiting",
  ],
  AbortSignal: [
    "A call ends by itself: `HttpCall.timeout(100)` sets when.",
    "waiting",
  ],
  setTimeout: [TIMER, "waiting"],
  setInterval: [TIMER, "waiting"],
  clearTimeout: [CANCEL, "waiting"],
  clearInterval: [CANCEL, "waiting"],
  setImmediate: [TURN, "waiting"],
  queueMicrotask: [TURN, "waiting"],
  requestAnimationFrame: [TURN, "waiting"],
  EventEmitter: [
    "What happens in the proxy is a callback of the context: override onRequestHeaders, onTick and so on.",
    "waiting",
  ],
  JSON: [
    "There is no JSON: `parseJson(text)` returns a JsonValue or null, and a JsonWriter or a JsonModel writes JSON.",
    "json",
  ],
  URL: [URLS, "strings"],
  URLSearchParams: [URLS, "strings"],
  Headers: [WEB, "globals"],
  Request: [WEB, "globals"],
  Response: [WEB, "globals"],
  FormData: [
    "There is no FormData: extend MultipartReader, or read an urlencoded form by `SearchParams.ofBytes(body.bytes())`.",
    "globals",
  ],
  Blob: [WEB, "globals"],
  ReadableStream: [
    "A body is read part by part: `this.request.body.next()` in a method of an HttpHandler, or a callback for each part.",
    "waiting",
  ],
  TextEncoder: [TEXT, "strings"],
  TextDecoder: [TEXT, "strings"],
  Buffer: [BUFFER, "strings"],
  atob: [BASE64, "strings"],
  btoa: [BASE64, "strings"],
  escape: [
    "There is no escape: use percentEncode or encodeURIComponent.",
    "strings",
  ],
  unescape: ["There is no unescape: use percentDecode.", "strings"],
  structuredClone: [
    "There is no structuredClone: write a method that copies the fields.",
    "objects",
  ],
  globalThis: [GLOBAL, "globals"],
  global: [GLOBAL, "globals"],
  window: [GLOBAL, "globals"],
  self: [GLOBAL, "globals"],
  document: [GLOBAL, "globals"],
  require: [MODULE, "modules"],
  module: [MODULE, "modules"],
  exports: [MODULE, "modules"],
  __dirname: [
    "A filter has no files: hand data over as the plugin's configuration.",
    "modules",
  ],
  __filename: [
    "A filter has no files: hand data over as the plugin's configuration.",
    "modules",
  ],
  WeakMap: [WEAK, "objects"],
  WeakSet: [WEAK, "objects"],
  WeakRef: [WEAK, "objects"],
  FinalizationRegistry: [WEAK, "objects"],
  Proxy: [DYNAMIC, "objects"],
  Reflect: [DYNAMIC, "objects"],
  eval: [DYNAMIC, "objects"],
  Intl: ["There is no Intl: write the text yourself.", "strings"],
  arguments: [
    "There is no `arguments`: name the parameters, or take an array.",
    "functions",
  ],
  delete: [
    "There is no `delete`: `map.delete(name)`, or set the field to null.",
    "objects",
  ],
  TemplateStringsArray: [
    "AssemblyScript has no tagged templates: call a function with the text.",
    "strings",
  ],
  NodeJS: ["A filter runs in the proxy, without Node.", "globals"],
  describe: [
    "Specs are separate files: describe and test are there in `*.spec.ts`.",
    "modules",
  ],
};

/** @type {Habit[]} */
export const NAMES = [
  {
    code: 2304,
    when: (mistake) =>
      mistake.tokenAt(-1) === "<" &&
      mistake.statement.includes("=>") &&
      /^[A-Z]\w?$/.test(mistake.token),
    says: "An arrow has no type parameters: declare a function, `function id<T>(value: T): T`.",
    see: "functions",
  },
  ...Object.entries(BY_NAME).map(
    ([name, [says, see]]) =>
      /** @type {Habit} */ ({
        code: [2304, 2305],
        when: ({ names }) => names.at(-1) === name,
        says,
        see,
      }),
  ),
  {
    code: 2304,
    when: ({ names: [name], program }) => isExported(program, name),
    says: ({ names: [name] }) =>
      `Import it: \`import { ${name} } from "proxy-wasm-as"\`.`,
    see: "modules",
  },
  {
    code: [2304, 2305],
    when: (mistake) => nearestExport(mistake) !== undefined,
    says: (mistake) => `Did you mean ${nearestExport(mistake) ?? ""}?`,
    see: "modules",
  },
  {
    code: 2304,
    when: ({ names: [name], tokens, index }) =>
      tokens.some(
        ({ text }, at) =>
          at > index &&
          text === name &&
          /^(?:const|let)$/.test(tokens[at - 1].text),
      ),
    says: "Declare a variable before it is used.",
    see: "functions",
  },
];

/** @param {import("../mistake.js").Program} program */
function exportsOf({ filesByName }) {
  return [...(filesByName.get(INDEX)?.exports?.keys() ?? [])];
}

/**
 * @param {import("../mistake.js").Program} program
 * @param {string} name
 */
function isExported(program, name) {
  return exportsOf(program).includes(name);
}

/**
 * Returns the SDK's name that a misspelt one is meant for.
 *
 * @param {import("../mistake.js").Mistake} mistake
 */
function nearestExport({ code, names, program }) {
  if (code === 2305 && !names[0].endsWith("proxy-wasm-as")) return undefined;
  const name = names.at(-1) ?? "";
  const wrong = name.length < LONG ? 1 : 2;
  return exportsOf(program).find(
    (each) =>
      each.length > 2 &&
      editDistance(name.toLowerCase(), each.toLowerCase()) <= wrong,
  );
}
