import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import * as admin from "../../../cli/status/get-text.ts";

async function serve(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("getText refuses an answer that is longer than any of Envoy's", async (t) => {
  const url = await serve(t, (_, response) => {
    // More than this is never read: nobody knows how much there would be.
    for (let i = 0; i < 3; i++) response.write("x".repeat(1000));
  });
  const limits = { ...admin.ADMIN_LIMITS, bytes: 2000 };
  await assert.rejects(
    admin.getText(url, "/config_dump", limits),
    /^CliError: Cannot read .*\/config_dump: its answer is longer than 2000 bytes\.$/,
  );
});

test("getText says that an answer takes too long", async (t) => {
  const url = await serve(t, (_, response) => void response.write("x"));
  const limits = { ...admin.ADMIN_LIMITS, answerMs: 50 };
  await assert.rejects(
    admin.getText(url, "/config_dump", limits),
    /^CliError: Cannot read .*\/config_dump: it has not answered in full within 0\.05 s\.$/,
  );
});
