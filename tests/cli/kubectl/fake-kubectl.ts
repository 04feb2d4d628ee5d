import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { tempFolder } from "../../temp-folder.ts";
import { runCli, type CliResult } from "../run-cli.ts";

/** What a fake kubectl says to a command line that begins with some words. */
export interface Answer {
  /** Words that the command line has, in any place. */
  when: string[];
  status?: number;
  stdout?: string;
  stderr?: string;
}

/** One call of kubectl. */
export interface Call {
  args: string[];
  input: string;
}

/** A kubectl that says what it is told to, and keeps what it was asked. */
export interface FakeKubectl {
  run(...args: string[]): CliResult;
  calls(): Promise<Call[]>;
  /** The calls that have a word. */
  callsOf(word: string): Promise<Call[]>;
  env: NodeJS.ProcessEnv;
}

/**
 * Makes a kubectl that gives the first answer whose words a command line has, and
 * nothing where none has.
 *
 *     const kubectl = await fakeKubectl(t, [{ when: ["get"], stdout: "{}" }]);
 */
export async function fakeKubectl(
  t: TestContext,
  answers: Answer[] = [],
): Promise<FakeKubectl> {
  const folder = await tempFolder(t);
  const program = join(folder, "kubectl");
  const log = join(folder, "calls");
  const script = `#!${process.execPath}
const { readFileSync, appendFileSync } = require("node:fs");
const args = process.argv.slice(2);
const call = { args, input: readFileSync(0, "utf8") };
appendFileSync(${JSON.stringify(log)}, JSON.stringify(call) + "\\n");
const answers = ${JSON.stringify(answers)};
const says = answers.find(({ when }) => when.every((word) => args.includes(word)));
process.stdout.write(says?.stdout ?? "");
process.stderr.write(says?.stderr ?? "");
process.exitCode = says?.status ?? 0;
`;
  await writeFile(log, "");
  await writeFile(program, script);
  await chmod(program, 0o755);
  const env = { KUBECTL: program };
  const calls = async () =>
    (await readFile(log, "utf8"))
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Call);
  return {
    env,
    calls,
    callsOf: async (word) =>
      (await calls()).filter(({ args }) => args.includes(word)),
    run: (...args) => runCli(args, { env }),
  };
}
