import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";

const IMPORTS = `import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";`;

const filter = (statement: string) => `${IMPORTS}

class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    ${statement}
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<Filter>("filter");
`;

test("new RegExp is a compile error that names the reader's line, and what to use", async () => {
  await assert.rejects(
    compileText(
      filter('this.request.headers.set("a", `${new RegExp("^a")}`);'),
    ),
    (error: Error) => {
      assert.match(
        error.message,
        /AS102: User-defined: There is no RegExp: regex\("\^a\[0-9\]\+"\) of proxy-wasm-as/,
      );
      assert.match(error.message, /in index\.ts\(9,38\)/);
      return true;
    },
  );
});

test("a class of the filter's own may be named RegExp", async () => {
  const own = `class RegExp {
  constructor(readonly pattern: string) {}
}
`;
  const text = filter(
    'this.request.headers.set("a", new RegExp("^a").pattern);',
  );
  await compileText(text.replace("class Filter", `${own}class Filter`));
});
