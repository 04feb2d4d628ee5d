import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { compile, type CompileOptions } from "../../compile.ts";
import { ROOT } from "../../../scripts/project/project-files.ts";
import type { Driven } from "./life.ts";
import type { Texts } from "./random-answer.ts";

/** A filter that the scripted host drives. */
export interface Source extends Texts {
  name: string;
  /** The path of its source from the root. */
  source: string;
  options?: CompileOptions;
}

/** What the host asks a module for between callbacks. */
const CHECKS = "tests/hold/filters/integrity.ts";

const HANDLES = [
  "on-request: ask /a 20; collect 100; respond 200 x\non-response: next; sleep 5; trailers",
  "on-request: begin /a 5; begin /b; first; answer 0; set-body x\nlog: get-header 0 a",
  "on-request: deep 5 /a; parts x /b; trailers; close-request\non-response: collect 9",
  "on-request: sleep 1; ask-grpc Say; continue-request\non-response: parts y",
];

/** The filters of the tests, of which each does what no example does. */
const FILTERS: [source: string, configurations?: string[]][] = [
  ["envoy/filters/http-handler-bodies"],
  ["envoy/filters/http-handler"],
  ["envoy/filters/scripts"],
  ["envoy/filters/waiting-handler"],
  ["envoy/filters/plugin-services", ["localhost 127.0.0.1", "server.live"]],
  ["envoy/filters/plugin-lifecycle"],
  ["envoy/filters/predecessor"],
  ["envoy/filters/grpc-call"],
  ["envoy/filters/grpc-stream"],
  ["envoy/filters/http-call"],
  ["envoy/filters/tcp"],
  ["envoy/filters/properties"],
  ["envoy/filters/shared-queue"],
  ["envoy/filters/jwt"],
  ["envoy/filters/remote-jwks", ['{"cluster":"idp"}']],
  ["envoy/filters/header-values"],
  ["conformance/filters/handles", HANDLES],
  ["module/filters/configured", ['{"name":"a"}', "{}"]],
  ["module/filters/ruled"],
  ["module/filters/routed"],
];

/** A filter of the tests; what it compares texts with is what it understands. */
async function testSource([
  path,
  configurations,
]: (typeof FILTERS)[number]): Promise<Source> {
  const source = `tests/${path}.ts`;
  const text = await readFile(join(ROOT, source), "utf8");
  const rootIds = [...text.matchAll(/register\w+<.*>\("([^"]*)"\)/g)];
  const words = wordsOf(text);
  return {
    name: path.replace("filters/", ""),
    source,
    rootIds: rootIds.length > 0 ? rootIds.map(([, id]) => id) : ["acts"],
    configurations: configurations ?? words,
    words,
  };
}

/** Returns the texts in a source, as what comes from outside. */
function wordsOf(source: string): string[] {
  const words = [...source.matchAll(/"([^"\n]*)"/g)].map(([, word]) => word);
  return ["", ...new Set(words)];
}

/** Returns all filters that the scripted host drives. */
export async function drivenSources(): Promise<Source[]> {
  const examples = await readdir(join(ROOT, "examples"));
  const ofExamples = await Promise.all(examples.toSorted().map(exampleSource));
  return [...ofExamples, ...(await Promise.all(FILTERS.map(testSource)))];
}

/** Compiles a filter with what the host asks it for between callbacks; returns the file. */
export async function build(source: Source): Promise<string> {
  const up = source.source.startsWith("examples/") ? "../.." : "../../..";
  const checks = await readFile(join(ROOT, CHECKS));
  const digest = createHash("sha256").update(checks).digest("hex").slice(0, 8);
  return compile(source.source, {
    ...source.options,
    args: [`${up}/${CHECKS}`, ...(source.options?.args ?? [])],
    variant: `.hold-${digest}${source.options?.variant ?? ""}`,
  });
}

/** Loads a filter that `build` has compiled. */
export async function load(source: Source, wasm: string): Promise<Driven> {
  const module = await WebAssembly.compile(await readFile(wasm));
  return { ...source, module, mayThrow: source.source.startsWith("tests/") };
}

async function exampleSource(name: string): Promise<Source> {
  const folder = join(ROOT, "examples", name);
  const text = await readFile(join(folder, "envoy.yaml"), "utf8");
  const source = `examples/${name}/assembly/index.ts`;
  const rootIds: string[] = [];
  const configurations: string[] = [];
  visit(parse(text), (each) => {
    if (typeof each.root_id !== "string") return;
    rootIds.push(each.root_id);
    const { value } = (each.configuration ?? {}) as { value?: unknown };
    if (typeof value === "string") configurations.push(value);
  });
  if (configurations.length === 0) configurations.push("");
  return {
    name: `examples/${name}`,
    source,
    rootIds,
    configurations,
    words: wordsOf(await readFile(join(ROOT, source), "utf8")),
  };
}

function visit(value: unknown, see: (each: Record<string, unknown>) => void) {
  if (typeof value !== "object" || value === null) return;
  see(value as Record<string, unknown>);
  for (const each of Object.values(value)) visit(each, see);
}
