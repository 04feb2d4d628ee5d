import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { filterModule, floorModule } from "./modules.ts";
import { openStage, type Runner } from "./stage.ts";
import { WORKS } from "./works.ts";

const run = promisify(execFile);

/** Where the user time of a work goes, in percent. */
export interface Profile {
  work: string;
  variant: string;
  envoy: number;
  /** The code that V8 has made of the module, and of entries into it. */
  module: number;
  /** The C library, and what the kernel maps for the clock. */
  libraries: number;
}

const PROFILED = ["configured", "headers10", "body-64k"];
const SECONDS = 2;

/**
 * Profiles works by Linux's `perf`, by the file that the code is from; of none where
 * there is no `perf`, or the machine does not allow it.
 */
export async function measureProfiles(): Promise<Profile[]> {
  const profiles: Profile[] = [];
  for (const work of WORKS.filter(({ name }) => PROFILED.includes(name))) {
    const variants = [
      { name: "floor", wasm: await floorModule(work.filter) },
      { name: "ours", wasm: await filterModule(work.filter) },
    ].map(({ name, wasm }) => ({ name, wasm, filter: { wasm } }));
    const stage = await openStage(work, variants);
    try {
      for (const runner of stage.runners) {
        await runner.load.run(500);
        const report = await record(stage.envoy.pid, runner);
        if (report === null) return [];
        const variant = runner.variant.name;
        profiles.push({ work: work.title, variant, ...sharesOf(report) });
      }
    } finally {
      await stage.close();
    }
  }
  return profiles;
}

/** The report of `perf` on a process that serves; `null` where it cannot be had. */
async function record(pid: number, { load }: Runner): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), "proxy-wasm-profile-"));
  const file = join(folder, "perf.data");
  try {
    const events = ["-e", "cpu-clock:u", "-F", "4999"];
    const what = ["-p", String(pid), "-o", file, "--", "sleep", `${SECONDS}`];
    await Promise.all([
      run("perf", ["record", ...events, ...what]),
      load.run(SECONDS * 1000 + 500),
    ]);
    const how = [
      "--no-children",
      "--sort",
      "dso",
      "--stdio",
      "--field-separator",
      ",",
    ];
    const { stdout } = await run("perf", ["report", "-i", file, ...how]);
    return stdout;
  } catch {
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Reads the shares from lines such as ` 88.70% ,envoy`. What V8 makes is in memory
 * that belongs to no file: `[JIT] tid 1`, `anon` or `[unknown]`.
 *
 *     sharesOf("88.70% ,envoy\n 5.90% ,[JIT] tid 1\n 5.40% ,libc.so.6\n")
 */
export function sharesOf(
  report: string,
): Pick<Profile, "envoy" | "module" | "libraries"> {
  const shares = { envoy: 0, module: 0, libraries: 0 };
  for (const [, share, file] of report.matchAll(/^ *([\d.]+)% *,(.+)$/gm)) {
    const isMade = /^(\[JIT\]|anon|\/\/anon|\[unknown\])/.test(file.trim());
    const kind = isMade ? "module" : /envoy/.test(file) ? "envoy" : "libraries";
    shares[kind] += Number(share);
  }
  return shares;
}
