import assert from "node:assert/strict";
import { test } from "node:test";
import {
  filterWith,
  findingsIn,
  HEADERS,
  method,
  plugin,
  REGISTER,
  SDK,
  STREAM,
} from "./findings.ts";

/** What is wrong, the source, what the finding points at, and what it says. */
const REFUSED: [what: string, text: string, at: string, message: RegExp][] = [
  [
    "a callback's name without its last letter",
    filterWith(
      "onRequestHeader(count: i32, endOfStream: bool): FilterHeadersStatus { return FilterHeadersStatus.Continue; }",
    ),
    "onRequestHeader",
    /^The proxy does not call onRequestHeader: write onRequestHeaders\./,
  ],
  [
    "letters that are swapped",
    filterWith("onDoen(): bool { return true; }"),
    "onDoen",
    /: write onDone\./,
  ],
  [
    "the name that Go has for a callback",
    filterWith(
      "onHttpRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { return FilterHeadersStatus.Continue; }",
    ),
    "onHttpRequestHeaders",
    /: write onRequestHeaders\./,
  ],
  [
    "the name that Rust has for a callback",
    filterWith(
      "on_http_response_body(size: i32, endOfStream: bool): FilterDataStatus { return FilterDataStatus.Continue; }",
    ),
    "on_http_response_body",
    /: write onResponseBody\./,
  ],
  [
    "the name that C++ has for a callback",
    plugin("onStart(): bool { return true; }"),
    "onStart",
    /: write onVmStart\./,
  ],
  [
    "a callback of C++ that is a constructor here",
    filterWith("onCreate(): void {}"),
    "onCreate",
    /: write a constructor\./,
  ],
  [
    "the name that proxy-runtime has for what makes streams",
    plugin("createContext(): HttpContext { return new Stream(); }"),
    "createContext",
    /: write createHttpContext\./,
  ],
  [
    "a callback of another context",
    filterWith("onConfigure(): bool { return true; }"),
    "onConfigure",
    /: RootContext has onConfigure, and Filter extends HttpContext\./,
  ],
  [
    "a result of another type",
    method("onRequestBody", "bool", "return true;"),
    "onRequestBody",
    /^The proxy calls onRequestBody\(size: i32, endOfStream: bool\): FilterDataStatus: declare it so\.$/,
  ],
  [
    "a result that is another callback's",
    method("onRequestBody", "FilterHeadersStatus", "return 0;"),
    "onRequestBody",
    /FilterDataStatus: declare it so/,
  ],
  [
    "a number as the result",
    method("onRequestBody", "i32", "return 0;"),
    "onRequestBody",
    /FilterDataStatus: declare it so/,
  ],
  [
    "no result",
    plugin("onConfigure(): void {}"),
    "onConfigure",
    /^The proxy calls onConfigure\(\): bool/,
  ],
  [
    "fewer parameters",
    filterWith(
      "onRequestHeaders(): FilterHeadersStatus { return FilterHeadersStatus.Continue; }",
    ),
    "onRequestHeaders",
    /^The proxy calls onRequestHeaders\(count: i32, endOfStream: bool\)/,
  ],
  [
    "a parameter of another type",
    filterWith(
      "onRequestTrailers(count: u32): FilterTrailersStatus { return FilterTrailersStatus.Continue; }",
    ),
    "onRequestTrailers",
    /^The proxy calls onRequestTrailers\(count: i32\)/,
  ],
  [
    "a parameter that cannot be null",
    plugin("onResolveDns(name: string, answer: DnsAnswer): void {}"),
    "onResolveDns",
    /answer: DnsAnswer \| null/,
  ],
  [
    "a status of another callback",
    method(
      "onRequestBody",
      "FilterDataStatus",
      "return FilterHeadersStatus.StopIteration;",
    ),
    "FilterHeadersStatus.StopIteration",
    /^onRequestBody returns a FilterDataStatus, and this is a FilterHeadersStatus\.$/,
  ],
  [
    "a status of the host",
    method("onRequestBody", "FilterDataStatus", "return Status.Ok;"),
    "Status.Ok",
    /and this is a Status\.$/,
  ],
  [
    "true for a status, in parentheses and on one side of a condition",
    method(
      "onRequestBody",
      "FilterDataStatus",
      "return (size > 0 ? FilterDataStatus.Continue : (true));",
    ),
    "true",
    /and this is a bool\.$/,
  ],
  [
    "what a method returns that has another status",
    filterWith(`decide(): FilterHeadersStatus { return FilterHeadersStatus.Continue; }
  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus { return this.decide(); }`),
    "this.decide()",
    /and this is a FilterHeadersStatus\.$/,
  ],
  [
    "what a function returns that has another status",
    `${filterWith("onRequestBody(size: i32, endOfStream: bool): FilterDataStatus { return decide(); }")}
function decide(): FilterHeadersStatus { return FilterHeadersStatus.Continue; }`,
    "decide()",
    /and this is a FilterHeadersStatus\.$/,
  ],
  [
    "a wrong status of a function that is not a callback",
    `${filterWith("")}
export function decide(): FilterDataStatus { return FilterHeadersStatus.Continue; }`,
    "FilterHeadersStatus.Continue",
    /^decide returns a FilterDataStatus/,
  ],
  [
    "an HttpContext that no root makes",
    `${SDK}${STREAM}class Plugin extends RootContext {}\nregisterRootContext<Plugin>("plugin");\n`,
    "Stream",
    /^Nothing makes Stream: .*registerHttpContext<Stream>.*createHttpContext/,
  ],
  [
    "a StreamContext that nothing registers",
    `${SDK}${STREAM}class Tcp extends StreamContext {}\n${REGISTER}`,
    "Tcp",
    /^Nothing makes Tcp: .*registerStreamContext<Tcp>/,
  ],
  [
    "a RootContext that nothing registers",
    `${SDK}${STREAM}export class Plugin extends RootContext {}\n${REGISTER}`,
    "Plugin",
    /^Nothing makes Plugin: register it by registerRootContext<Plugin>/,
  ],
  [
    "a class that extends Context itself",
    `${SDK}${STREAM}class Own extends Context { onRequestHeaders(): void {} }\n${REGISTER}`,
    "Own",
    /^Nothing makes Own: extend HttpContext, RootContext or StreamContext/,
  ],
  [
    "a registration of a class whose constructor wants arguments",
    `${SDK}class Stream extends HttpContext { constructor(readonly text: string, readonly more: i32 = 0) { super(); } ${HEADERS} }\n${REGISTER}`,
    "Stream",
    /^registerHttpContext makes Stream without arguments, and its constructor wants text: register a RootContext whose createHttpContext returns new Stream\(…\)\.$/,
  ],
  [
    "a registration of a class whose base's constructor wants arguments",
    `${SDK}class Base extends RootContext { constructor(text: string) { super(); } }
class Plugin extends Base {}\nregisterRootContext<Plugin>("plugin");\n`,
    "Plugin",
    /^registerRootContext makes Plugin .* wants text: leave them out/,
  ],
  [
    "a registration of a class whose constructor is private",
    `${SDK}class Stream extends HttpContext { private constructor() { super(); } ${HEADERS} }\n${REGISTER}`,
    "Stream",
    /^registerHttpContext makes Stream, whose constructor is private/,
  ],
  [
    "a registration of an abstract class",
    `${SDK}abstract class Stream extends HttpContext { ${HEADERS} }\n${REGISTER}`,
    "Stream",
    /^registerHttpContext makes Stream, which is abstract/,
  ],
  [
    "a registration of another kind of context",
    `${SDK}class Stream extends RootContext {}\n${REGISTER}`,
    "Stream",
    /^Stream extends RootContext: register it by registerRootContext\.$/,
  ],
  [
    "a registration of a class that is not a context",
    `${SDK}class Stream {}\n${REGISTER}`,
    "Stream",
    /^registerHttpContext wants a class that extends HttpContext, and Stream does not\.$/,
  ],
  [
    "a root id that is registered twice",
    `${SDK}${STREAM}${REGISTER}${REGISTER}`,
    '"stream"',
    /^The root id "stream" is registered already: give each its own\.$/,
  ],
  [
    "a second registration without a root id",
    `${SDK}${STREAM}${REGISTER}registerHttpContext<Stream>();\nregisterHttpContext<Stream>();\n`,
    "registerHttpContext",
    /^The root id "" is registered already/,
  ],
  [
    "no registration",
    'import { log } from "proxy-wasm-as";\nlog.info("loaded");\n',
    'log.info("loaded");',
    /^This module registers nothing, and a proxy would refuse it/,
  ],
  [
    "a registration in a function that nothing calls",
    `${SDK}${STREAM}function start(): void { registerHttpContext<Stream>("stream"); }\n`,
    "registerHttpContext",
    /^This never runs, so the module registers nothing/,
  ],
];

for (const [what, text, at, message] of REFUSED) {
  test(`the compiler has one finding, in the filter's file, about ${what}`, async () => {
    const [finding, ...others] = await findingsIn(text);
    assert.deepEqual(others, []);
    assert.match(finding.message, message);
    assert.equal(finding.file, "assembly/index.ts");
    // The compiler marks some places by one arrow alone.
    assert.ok(at.startsWith(finding.at), finding.at);
  });
}

test("the compiler has one finding where a transform makes the entry a library's", async () => {
  // As json-as 1.6 does.
  const transform = `export default class {
  afterParse({ sources }) {
    for (const source of sources)
      if (source.internalPath === "assembly/index") source.sourceKind = 2;
  }
}
`;
  const files = {
    "assembly/index.ts": SDK + STREAM + REGISTER,
    "library.js": transform,
  };
  const transforms = ["./library.js"];
  const [finding, ...others] = await findingsIn(files, { transforms });
  assert.deepEqual(others, []);
  assert.equal(finding.file, "assembly/index.ts");
  assert.match(finding.message, /json-as .* give the file another name/);
});

test("the compiler has one finding about a context that is imported, and never made", async () => {
  const [finding, ...others] = await findingsIn({
    "assembly/index.ts": `${SDK}import { Other } from "./other";\n${STREAM}${REGISTER}`,
    "assembly/other.ts": `${SDK}export ${STREAM.replace("Stream", "Other")}`,
  });
  assert.deepEqual(others, []);
  assert.equal(finding.file, "assembly/other.ts");
  assert.match(finding.message, /^Nothing makes Other/);
});
