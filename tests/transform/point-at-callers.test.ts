import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsIn } from "./findings.ts";

const OLD = { config: "asconfig.0.1.0.json", sourceMap: true };

test("what ABI 0.1.0 lacks is a compile error at each of the author's calls", async () => {
  const text = `import {
  HttpHandlerOf, HttpContext, log, logLevel, LogLevel, registerRootContext, RootContext,
} from "proxy-wasm-as";
import { tail } from "some-package";
class Plugin extends RootContext {
  onConfigure(): bool {
    if (this.vmConfiguration.size > 0) log.info("has one");
    return logLevel() > LogLevel.Info;
  }
  createHttpContext(): HttpContext { return new Reading(); }
}
class Reading extends HttpHandlerOf<Plugin> {
  onRequest(): void {
    this.request.holdHeaders();
    for (let i = 0; i < 2; i++) this.read(i);
    this.request.waitForTrailers();
    tail(this);
  }
  onResponse(): void {
    const part = this.response.body.next();
    if (part != null && this.hasAll()) this.closeResponse();
  }
  private read(limit: u32): void {
    if (this.request.body.collect(limit) == null) this.closeRequest();
  }
  private hasAll(): bool { return this.response.body.collect(9) != null; }
}
registerRootContext<Plugin>("reading");
`;
  const files = {
    "assembly/index.ts": text,
    "node_modules/some-package/index.ts": `import { HttpHandler } from "proxy-wasm-as";
export function tail(handler: HttpHandler): void { handler.request.waitForTrailers(); }
`,
  };
  const found = await findingsIn(files, OLD);
  const told = found.map(
    ({ file, at, message }) => `${file} ${at}: ${message}`,
  );
  const end =
    "ABI 0.1.0 does not tell where a message ends: build for 0.2.0 or newer to wait for a body.";
  const close = "ABI 0.1.0 cannot close a stream: build for 0.2.0 or newer.";
  assert.deepEqual(told.toSorted(), [
    "assembly/index.ts logLevel(): ABI 0.2.0 does not tell the log level: build for 0.2.1.",
    `assembly/index.ts this.closeRequest(): ${close}`,
    `assembly/index.ts this.closeResponse(): ${close}`,
    `assembly/index.ts this.request.body.collect(limit): ${end}`,
    `assembly/index.ts this.request.holdHeaders(): ${end}`,
    `assembly/index.ts this.request.waitForTrailers(): ${end}`,
    `assembly/index.ts this.response.body.collect(9): ${end}`,
    `assembly/index.ts this.response.body.next(): ${end}`,
    "assembly/index.ts this.vmConfiguration: ABI 0.1.0 has no VM configuration but in onVmStart: build for 0.2.0 or newer.",
    `~lib/some-package/index.ts handler.request.waitForTrailers(): ${end}`,
  ]);
});

test("what ABI 0.1.0 lacks is a compile error at the author's function in a build without a source map", async () => {
  const text = `import { HttpContext, FilterHeadersStatus, registerHttpContext } from "proxy-wasm-as";
class Closing extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.closeRequest();
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Closing>("closing");
`;
  const config = "asconfig.0.1.0.json";
  const found = await findingsIn(text, { config });
  assert.deepEqual(
    found.map(({ at }) => at),
    ["onRequestHeaders"],
  );
});
