import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ROOT } from "../../../scripts/project/project-files.ts";
import { runAsc } from "../../compile.ts";

/** A diagnostic of the compiler, and what we add to it. */
export interface Diagnosis {
  /** The category, the code and the message, such as "TS1109: Expression expected." */
  asc: string;
  /** Our line below it, or an empty string. */
  adds: string;
  /** The text that it points at. */
  at: string;
}

// Inside the project, so that the compiler finds the SDK in node_modules; one for each test
// file, as two run at a time.
const FOLDER = join(
  ROOT,
  "build/tests/habits",
  basename(process.argv[1], ".test.ts"),
);

/** The file that a case is written to: `?? in a sum` → `in-a-sum.ts`. */
export function fileOf(name: string): string {
  const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return join(FOLDER, `${words.replace(/^-|-$/g, "")}.ts`);
}

/**
 * Compiles sources as the entries of one program, and returns what the compiler says about
 * each, by name. What it refuses while it reads, or before it compiles, hides what it
 * would say later of the others: those are compiled again without it.
 */
export async function compileCases(
  sources: ReadonlyMap<string, string>,
): Promise<Map<string, Diagnosis[]>> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  await writeFile(
    join(FOLDER, "asconfig.json"),
    JSON.stringify({ extends: "proxy-wasm-as/asconfig.json" }),
  );
  const names = new Map(
    [...sources.keys()].map((name) => [basename(fileOf(name)), name]),
  );
  for (const [file, name] of names)
    await writeFile(join(FOLDER, file), sources.get(name)!);
  const found = new Map<string, Diagnosis[]>();
  const left = new Set(names.keys());
  while (left.size > 0) {
    const { stderr } = await runAsc([
      ...left,
      ...["--baseDir", FOLDER, "--noEmit"],
    ]);
    const all = diagnosesIn(stderr);
    const isEnd =
      !/parse error/.test(stderr) && !/ERROR AS102: User/.test(stderr);
    const { size } = left;
    for (const file of [...left]) {
      const own = all.filter((each) => each.file === file);
      if (!isEnd && !own.some(({ asc }) => asc.startsWith("ERROR"))) continue;
      found.set(
        names.get(file)!,
        own.map(({ asc, adds, at }) => ({ asc, adds, at })),
      );
      left.delete(file);
    }
    if (left.size === size) throw new Error(stderr);
  }
  return found;
}

function diagnosesIn(stderr: string): (Diagnosis & { file: string })[] {
  return stderr.split(/\n\n+/).flatMap((part) => {
    const [, asc, adds = ""] =
      /((?:ERROR|WARNING|INFO|PEDANTIC) (?:AS|TS)\d+: .*)\n((?: {2}\S.*\n)?)/.exec(
        part,
      ) ?? [];
    const [, file] = /└─ in ([^(]*)\(/.exec(part) ?? [];
    if (asc === undefined || file === undefined) return [];
    const [, line = ""] = /^ *\d+ │ (.*)$/m.exec(part) ?? [];
    const [, before = "", mark = ""] = /^ *│ ( *)([~^]+)/m.exec(part) ?? [];
    const at = line.slice(before.length, before.length + mark.length);
    return [{ asc, adds: /^ {2}:/.test(adds) ? "" : adds.trim(), at, file }];
  });
}
