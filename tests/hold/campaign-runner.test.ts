import assert from "node:assert/strict";
import { once } from "node:events";
import { watch } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { tempFolder } from "../temp-folder.ts";
import { CampaignRunner } from "./campaign-runner.ts";
import type { Campaign } from "./campaigns.ts";

/** A campaign of 3 cases a seed; its second seed goes on until it is ended. */
const SCRIPT = `
  const seed = Number(process.argv[2]);
  console.log("3 cases, process " + process.pid);
  if (seed === 2 && process.argv[3] === "waits") setInterval(() => {}, 1000);
`;

async function campaignIn(
  t: TestContext,
): Promise<{ folder: string; campaign: (waits: boolean) => Campaign }> {
  const folder = await tempFolder(t);
  const script = join(folder, "script.ts");
  await writeFile(script, SCRIPT);
  const campaign = (waits: boolean): Campaign => ({
    name: "any",
    title: "for this test",
    script,
    args: (seed) => [`${seed}`, ...(waits ? ["waits"] : [])],
    seeds: 1,
    figure: { unit: "cases", pattern: /(\d+) cases/g },
    goal: 8,
  });
  return { folder: join(folder, "runs"), campaign };
}

/** Resolves with what a file in a folder has, once it has something. */
async function contentOf(folder: string, name: string): Promise<string> {
  const watcher = watch(folder);
  try {
    for (;;) {
      const changed = once(watcher, "change");
      const text = await readFile(join(folder, name), "utf8").catch(() => "");
      if (text !== "") return text;
      await changed;
    }
  } finally {
    watcher.close();
  }
}

async function stateOf(folder: string) {
  const text = await readFile(join(folder, "state.json"), "utf8");
  const { any } = JSON.parse(text) as { any: { next: number; count: number } };
  return { next: any.next, count: any.count };
}

test("CampaignRunner.interrupt ends what runs, leaves nothing of it, and resume begins it again", async (t) => {
  const { folder, campaign } = await campaignIn(t);
  const extent = { minutes: 5, seed: 1, resume: false };
  const runner = await CampaignRunner.open(folder, extent);
  const running = runner.run(campaign(true));
  const printed = await contentOf(folder, "any-2.log");
  runner.interrupt();
  await running;
  const pid = Number(/process (\d+)/.exec(printed)![1]);
  assert.throws(() => process.kill(pid, 0), /ESRCH/);
  assert.deepEqual(await stateOf(folder), { next: 2, count: 3 });
  const files = (await readdir(folder)).toSorted();
  assert.deepEqual(files, ["any-1.log", "state.json"]);

  const again = await CampaignRunner.open(folder, { ...extent, resume: true });
  const ended = again.run(campaign(false));
  await contentOf(folder, "any-3.log");
  again.interrupt();
  await ended;
  const { next, count } = await stateOf(folder);
  assert.ok(next >= 3 && count === 3 * (next - 1), `${next}, ${count}`);
});

test("CampaignRunner.run ends when a campaign has counted its goal, and resume has nothing to add", async (t) => {
  const { folder, campaign } = await campaignIn(t);
  const extent = { seed: 5, resume: false };
  const runner = await CampaignRunner.open(folder, extent);
  await runner.run(campaign(false));
  assert.ok(runner.isFine);
  assert.deepEqual(await stateOf(folder), { next: 8, count: 9 });

  const again = await CampaignRunner.open(folder, { ...extent, resume: true });
  await again.run(campaign(false));
  assert.deepEqual(await stateOf(folder), { next: 8, count: 9 });
});

test("CampaignRunner.run gives up a campaign whose runs fail before they count", async (t) => {
  const { folder, campaign } = await campaignIn(t);
  const script = join(folder, "../fails.ts");
  await writeFile(script, "process.exit(1)");
  const runner = await CampaignRunner.open(folder, { seed: 1, resume: false });
  await runner.run({ ...campaign(false), script });
  assert.ok(!runner.isFine);
  assert.deepEqual(await stateOf(folder), { next: 4, count: 0 });
});

test("CampaignRunner.run leaves out a campaign whose program is not there, and says so", async (t) => {
  const { folder, campaign } = await campaignIn(t);
  const runner = await CampaignRunner.open(folder, { seed: 1, resume: false });
  const log = t.mock.method(console, "log", () => {});
  await runner.run({ ...campaign(true), needs: "no-such-program" });
  const [, said] = log.mock.calls.map((call) => String(call.arguments[0]));
  assert.match(said, /left out: it needs no-such-program/);
  assert.ok(runner.isFine);
  assert.deepEqual(await readdir(folder), []);
});
