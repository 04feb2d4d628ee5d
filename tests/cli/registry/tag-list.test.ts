import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { openSession } from "../../../cli/registry/session.ts";
import { readTags } from "../../../cli/registry/tag-list.ts";
import { startScript, type Answer } from "../../registry/scripted-registry.ts";

/** The tags of a repository on this machine. */
function tagsOf(t: TestContext, registry: string) {
  const session = openSession({ registry, plainHttp: true, env: {} });
  t.after(() => session.close());
  const repository = { registry, repository: "me/add-header" };
  return readTags(session, repository, { delayMs: 1 });
}

test("readTags follows a Link in any of its forms, asks again where it fails, and sorts", async (t) => {
  const path = "/v2/me/add-header/tags/list";
  const pages: Record<string, Answer> = {
    [`${path}?n=1000`]: {
      headers: { link: '</first>; rel="first", <?n=2&last=a>; rel="next"' },
      body: '{"tags":["b"]}',
    },
    [`${path}?n=2&last=a`]: {
      headers: { link: `<${path}?last=b>;rel=next` },
      body: '{"tags":["a","B"]}',
    },
    [`${path}?last=b`]: {
      headers: { link: '</first>; rel="first"' },
      body: '{"name":"me/add-header","tags":null}',
    },
  };
  const { host, seen } = await startScript(t, ({ url }, count) =>
    count === 1 ? { status: 503 } : pages[url],
  );
  assert.deepEqual(await tagsOf(t, host), ["B", "a", "b"]);
  assert.equal(seen.length, 4);
});

test("readTags refuses an answer that is not a list, and pages without end", async (t) => {
  for (const body of ["<html>", '{"tags":"a"}', "{}"]) {
    const { host } = await startScript(t, () => ({ body }));
    await assert.rejects(tagsOf(t, host), {
      code: "BAD_ANSWER",
      message: `${host} sends no list of tags.`,
    });
  }
  const { host } = await startScript(t, () => ({
    headers: { link: '<?n=1>; rel="next"' },
    body: '{"tags":["a"]}',
  }));
  await assert.rejects(tagsOf(t, host), {
    code: "BAD_ANSWER",
    message: `${host} gives the same page of tags again and again.`,
  });
});
