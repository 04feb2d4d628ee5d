import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";
import { namesOf } from "./names-of.ts";

/** The names of the functions of a handler that collects a body. */
async function namesWith(before: string, limit: string): Promise<string> {
  return namesOf(
    await compileText(
      `import { HttpHandler, log, Pause, registerHttpHandler } from "proxy-wasm-as";
class Filter extends HttpHandler {
  onRequest(): void {
    ${before}
    const body = this.request.body.collect(9${limit});
    if (body != null) log.info(body.text());
  }
}
registerHttpHandler<Filter>();
`.replace(before === "" ? " Pause," : "", ""),
    ),
  );
}

test("dropScripts leaves nothing that may end the wait for a body to a filter that has no limit", async () => {
  assert.doesNotMatch(await namesWith("", ""), /api\/(pending|pause|callout)/);
});

test("dropScripts keeps it where there is a limit", async () => {
  const names = await namesWith("const limit = new Pause(5);", ", limit");
  assert.match(names, /api\/pending\/Pending#sdkExpectFor/);
});
