import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { runAsc } from "../compile.ts";
import {
  fencedBlocks,
  readDocBlocks,
  readPublicSurface,
  type DocBlock,
} from "./doc-blocks.ts";
import { docFilter } from "./doc-filter.ts";
import { docSpec, isSpec } from "./doc-spec.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

// Inside the project, so that the compiler finds the SDK in node_modules.
const FOLDER = join(ROOT, "build/tests/doc-blocks");

const FILTERS = { wrap: docFilter, extends: "proxy-wasm-as/asconfig.json" };
const SPECS = {
  wrap: docSpec,
  extends: "proxy-wasm-as/testing/as-pect.asconfig.json",
};

test("the code in docstrings, README.md and docs compiles", async () => {
  const { names, blocks } = readPublicSurface();
  assert.ok(blocks.length > 0);
  const filters = readDocBlocks().filter(({ text }) => !isSpec(text));
  assert.equal(await compileBlocks([...blocks, ...filters], names), "");
});

test("the specs in docstrings, README.md and docs compile", async () => {
  const { names, blocks } = readPublicSurface("testing/index.ts");
  const specs = readDocBlocks().filter(({ text }) => isSpec(text));
  assert.ok(blocks.length > 0 && specs.length > 0);
  assert.equal(await compileBlocks([...blocks, ...specs], names, SPECS), "");
});

test("compiling a wrong block says where it is", async () => {
  const block = { origin: "docs/a.md:7", text: 'log.inform("hello");\n' };
  const errors = await compileBlocks([block], ["log"]);
  assert.match(errors, /docs-a-md-line-7\.ts/);
  assert.match(errors, /Property 'inform' does not exist/);
});

test("compiling includes a class that a block does not register", async () => {
  const text = `class Mine extends HttpContext {
    onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
      return this.missing();
    }
  }\n`;
  const { names } = readPublicSurface();
  const errors = await compileBlocks([{ origin: "docs/b.md:1", text }], names);
  assert.match(errors, /Property 'missing' does not exist/);
});

test("fencedBlocks finds code fenced as ts, with its line", () => {
  const text = "a\n```ts\nb;\nc;\n```\n```text\nd\n```\n```sh\ne\n```\n";
  assert.deepEqual(fencedBlocks(text, "a.md"), [
    { origin: "a.md:2", text: "b;\nc;\n" },
  ]);
});

test("fencedBlocks throws if a block has no end", () => {
  assert.throws(() => fencedBlocks("```ts\na;", "a.md"), {
    message: "a.md:1: a block without an end",
  });
});

/** Compiles blocks as files of one module, and returns the errors. */
async function compileBlocks(
  blocks: DocBlock[],
  names: string[],
  kind = FILTERS,
): Promise<string> {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const config = { extends: kind.extends };
  await writeFile(join(FOLDER, "asconfig.json"), JSON.stringify(config));
  const files: string[] = [];
  for (const { origin, text } of blocks) {
    const name = origin.replace(":", "/line/").replaceAll(/[/.]/g, "-");
    const source = withRootIds(kind.wrap(text, names), name);
    await writeFile(join(FOLDER, `${name}.ts`), source);
    files.push(`${name}.ts`);
  }
  const options = ["--baseDir", FOLDER, "--noEmit", "--noColors"];
  return (await runAsc([...files, ...options])).stderr;
}

/** Gives each registration its own root id, as all blocks are one program. */
function withRootIds(source: string, name: string): string {
  let count = 0;
  return source.replaceAll(
    /(?<=\bregister(?:Http|Root|Stream)Context<\w+>\()(?:"[^"]*")?/g,
    () => `"${name}-${(count += 1)}"`,
  );
}
