import assert from "node:assert/strict";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { ROOT } from "../../../scripts/project/project-files.ts";
import { tempFolder } from "../../temp-folder.ts";
import { runCli } from "../run-cli.ts";

/** A function with each kind of branch, without the blocks that counters need. */
const BRANCHES = `export function kind(value: i32): string {
  if (value < 0) return "negative";
  else if (value == 0) return "zero";
  for (let i = 2; i < value; i++)
    if (value % i == 0)
      return "divisible";
  const isOdd = (each: i32): bool => each % 2 == 1;
  switch (value) {
    case 1:
    case 3:
      return "small";
    case 5: return "five";
    default:
      break;
  }
  let left = value
  while (left > 10) left -= 10
  return isOdd(left) ? "odd" : "even";
}

export class Never<T> {
  constructor(readonly value: T | null) {}

  text(): string {
    const value = this.value;
    if (!value) return "";
    return value.toString();
  }
}
`;

const SPEC = `import { kind } from "../assembly/branches";

describe("kind", () => {
  test("of a negative number", () => {
    expect(kind(-1)).toBe("negative");
  });
  test("of five", () => {
    expect(kind(5)).toBe("five");
  });
  test("of a prime", () => {
    expect(kind(13)).toBe("odd");
  });
});
`;

async function project(t: TestContext): Promise<string> {
  const folder = await tempFolder(t, join(ROOT, "build"));
  const example = join(ROOT, "examples/add-header");
  await cp(example, folder, {
    recursive: true,
    filter: (source) => !/\/(build|tests\/.*\.test\.js)$/.test(source),
  });
  await writeFile(join(folder, "assembly/branches.ts"), BRANCHES);
  await writeFile(join(folder, "tests/kind.spec.ts"), SPEC);
  return folder;
}

test("proxy-wasm test --coverage reports lines and branches as text, HTML and lcov", async (t) => {
  const cwd = await project(t);
  const { status, stdout, stderr } = runCli(["test", "--coverage"], { cwd });
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.match(stdout, /^ branches\.ts +\| /m);
  assert.match(stdout, /^ index\.ts +\| +100 /m);

  const lcov = await readFile(join(cwd, "coverage/lcov.info"), "utf8");
  const [, record = ""] = /^SF:assembly\/branches\.ts\n(.*?)^end_/ms.exec(
    lcov,
  )!;
  const lines = new Map(
    [...record.matchAll(/^DA:(\d+),(\d+)$/gm)].map(([, line, count]) => [
      Number(line),
      Number(count),
    ]),
  );
  assert.equal(lines.get(2), 3); // The first line of the function.
  assert.equal(lines.get(6), 0); // Nothing was divisible.
  assert.equal(lines.get(11), 0); // Neither 1 nor 3.
  assert.equal(lines.get(12), 1); // Five.
  assert.equal(lines.get(18), 1); // A prime.
  // if: -1 and others; else if: 0 and others.
  const branches = [...record.matchAll(/^BRDA:(\d+),\d+,(\d+),(\d+)$/gm)];
  const taken = (line: number) =>
    branches.filter(([, at]) => Number(at) === line).map(([, , , n]) => n);
  assert.deepEqual(taken(2), ["1", "2"]);
  assert.deepEqual(taken(3), ["0", "2"]);
  assert.deepEqual(taken(8), ["0", "1", "1"]);
  assert.deepEqual(taken(18), ["1", "0"]);
  assert.match(record, /^FNDA:3,kind$/m);
  const page = join(cwd, "coverage/branches.ts.html");
  assert.match(await readFile(page, "utf8"), /divisible/);
});

test("proxy-wasm test --name runs only the tests that match, and says if no spec does", async (t) => {
  const cwd = await project(t);
  const one = runCli(
    ["test", "--name", "^kind of five$", "--specs-on", "spec"],
    {
      cwd,
    },
  );
  assert.equal(one.status, 0, one.stdout);
  assert.match(one.stdout, /\[Tests\]: 1 \/ 1/);
  const none = runCli(["test", "--name", "melon", "--specs-on", "spec"], {
    cwd,
  });
  assert.match(none.stdout, /^No spec matches "melon"\.$/m);
});

test("proxy-wasm test --name refuses what is not a regular expression", () => {
  const { status, stderr } = runCli(["test", "--name", "("]);
  assert.equal(status, 2);
  assert.match(stderr, /Invalid regular expression/);
});

test("proxy-wasm test shows what the filter logged before a test failed", async (t) => {
  const cwd = await project(t);
  const file = join(cwd, "tests/add-header.spec.ts");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace('toBe("melon")', 'toBe("lemon")'));
  const { status, stdout } = runCli(["test", "--specs-on", "spec"], { cwd });
  assert.equal(status, 1);
  assert.match(
    stdout,
    /at tests\/add-header\.spec\.ts:\d+:\d+\n +\[Log\] info saying hello: melon\n/,
  );
});
