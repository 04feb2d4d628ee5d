import assert from "node:assert/strict";
import { test } from "node:test";
import type { ProjectFiles } from "../compile-project.ts";
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

/** What is right, and the source. */
const PASSES: [what: string, source: string | ProjectFiles][] = [
  [
    "methods with such names that are called",
    filterWith(`onRequestHeader(): bool { return this.onTick(); }
  onTick(): bool { return true; }
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return this.onRequestHeader() ? FilterHeadersStatus.Continue : FilterHeadersStatus.StopIteration;
  }`),
  ],
  [
    "methods that begin with on and are near to nothing",
    filterWith(
      "onLogin(): void {} onRedirect(): void {} onSignature(): void {} on(): void {}",
    ),
  ],
  [
    "a method that an interface wants",
    filterWith("onTick(): void {}").replace(
      "class Filter extends HttpContext",
      "interface Ticks { onTick(): void }\nclass Filter extends HttpContext implements Ticks",
    ),
  ],
  [
    "types under other names",
    `type Answer = FilterHeadersStatus;\ntype Count = i32;\n${filterWith("onRequestHeaders(count: Count, endOfStream: boolean): Answer { return FilterHeadersStatus.Continue; }")}`,
  ],
  [
    "numbers where a parameter is an enum",
    `${SDK}class Tcp extends StreamContext { onDownstreamConnectionClose(peer: i32): void {} }\nregisterStreamContext<Tcp>("tcp");\n`,
  ],
  [
    "a result of a class below the SDK's",
    plugin("").replace(
      "createHttpContext(): HttpContext",
      "createHttpContext(): Stream",
    ),
  ],
  [
    "a status that is cast",
    method(
      "onRequestBody",
      "FilterDataStatus",
      "return <FilterDataStatus>FilterHeadersStatus.Continue;",
    ),
  ],
  [
    "a status that another function returns inside",
    method(
      "onRequestBody",
      "FilterDataStatus",
      "const f = (): bool => { return true; }; return f() ? FilterDataStatus.Continue : FilterDataStatus.StopIterationNoBuffer;",
    ),
  ],
  [
    "constructors whose parameters have defaults",
    `${SDK}class Stream extends HttpContext { constructor(readonly text: string = "") { super(); } ${HEADERS} }\n${REGISTER}`,
  ],
  [
    "an abstract class, and one that extends it",
    `${SDK}abstract class Base extends HttpContext { ${HEADERS} }\nclass Stream extends Base {}\n${REGISTER}`,
  ],
  [
    "a context that a file exports for another module",
    {
      "assembly/index.ts": `${SDK}import { Stream } from "./streams";\n${REGISTER}`,
      "assembly/streams.ts": `${SDK}export ${STREAM}export ${STREAM.replace("Stream", "Other")}`,
    },
  ],
  [
    "a registration in a file that the entry imports",
    {
      "assembly/index.ts": 'import "./streams";\n',
      "assembly/streams.ts": SDK + STREAM + REGISTER,
    },
  ],
  [
    "a namespace",
    `${SDK}namespace inner { export ${STREAM} }\nregisterHttpContext<inner.Stream>("stream");\n`,
  ],
  [
    "a generic class",
    `${SDK}class Stream<T> extends HttpContext { kept: T | null = null; ${HEADERS} }\nregisterHttpContext<Stream<string>>("stream");\n`,
  ],
];

for (const [what, source] of PASSES) {
  test(`the compiler has no finding about ${what}`, async () => {
    assert.deepEqual(await findingsIn(source), []);
  });
}
