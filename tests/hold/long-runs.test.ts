import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const LOADER = import.meta.resolve("../loader.js");
const MAIN = fileURLToPath(new URL("long-runs/main.ts", import.meta.url));

test("a long run serves requests by all filters, whose memory stays as it is", async () => {
  const args = ["--import", LOADER, MAIN, "--requests", "5000"];
  const { stdout } = await run(process.execPath, args);
  assert.match(stdout, /^\d{5} requests in long runs, 0 faults$/m);
});
