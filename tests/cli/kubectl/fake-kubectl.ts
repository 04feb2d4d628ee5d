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
  /** How often it is given; always by default. */
  times?: number;
  /** For `port-forward`: what each path answers behind each port. */
  forwards?: Record<number, Record<string, string>>;
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
const { createServer } = require("node:http");
const args = process.argv.slice(2);
const input = args.includes("port-forward") ? "" : readFileSync(0, "utf8");
const call = { args, input };
appendFileSync(${JSON.stringify(log)}, JSON.stringify(call) + "\\n");
const answers = ${JSON.stringify(answers)};
const asked = readFileSync(${JSON.stringify(log)}, "utf8").trim().split("\\n").map(JSON.parse);
const isMeant = ({ when }, words) => when.every((word) => words.includes(word));
const says = answers.find((answer) => {
  const count = asked.filter((before) => isMeant(answer, before.args)).length;
  return isMeant(answer, args) && count <= (answer.times ?? Infinity);
});
process.stdout.write(says?.stdout ?? "");
process.stderr.write(says?.stderr ?? "");
process.exitCode = says?.status ?? 0;
for (const [port, answers] of Object.entries(says?.forwards ?? {})) {
  const server = createServer(({ url }, response) => {
    const path = Object.keys(answers).find((each) => url.startsWith(each));
    response.statusCode = path === undefined ? 404 : 200;
    response.end(answers[path]);
  });
  server.listen(0, "127.0.0.1", () => {
    const here = server.address().port;
    console.log("Forwarding from 127.0.0.1:" + here + " -> " + port);
  });
}
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
