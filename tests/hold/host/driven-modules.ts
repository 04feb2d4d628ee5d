import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { parse } from "yaml";
import { compile, projectOf, type CompileOptions } from "../../compile.ts";
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

/** The largest memory that a life may leave behind, in bytes. */
const MOST_BYTES = 2 ** 28;

/**
 * The same for a filter whose callback makes two gigabytes of texts, one after another: the
 * host may call it again within a callback, where nothing is collected. All that is left is
 * that it ends with a sentence where a module's memory ends.
 */
const MOST_BYTES_OF_TEXTS = 2 ** 32;

/** What the host asks a module for between callbacks. */
const CHECKS = "tests/hold/filters/integrity.ts";

const HANDLES = [
  "on-request: ask /a 20; collect 100; respond 200 x\non-response: next; sleep 5; trailers",
  "on-request: begin /a 5; begin /b; first; answer 0; set-body x\nlog: get-header 0 a",
  "on-request: deep 5 /a; parts x /b; trailers; close-request\non-response: collect 9",
  "on-request: sleep 1; ask-grpc Say; continue-request\non-response: parts y",
];

const ACTS = [
  "request-headers: return 1; get-map 0 a; http calls /a 100\ntick: continue 0",
  "request-headers: local 200 x; return 4\nrequest-body: return 3; set-buffer 0 0 9 x",
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
  ["envoy/filters/memory"],
  ["envoy/filters/header-values"],
  ["envoy/filters/signatures"],
  ["envoy/filters/globals"],
  ["envoy/filters/metrics"],
  ["envoy/filters/foreign-functions"],
  ["envoy/filters/shared-data"],
  ["envoy/filters/http-script"],
  ["conformance/filters/handles", HANDLES],
  ["conformance/filters/acts", ACTS],
  ["module/filters/configured", ['{"name":"a"}', "{}"]],
  ["module/filters/ruled"],
  ["module/filters/routed"],
];

/** Filters built for older versions of the ABI, and the file that has their code. */
const OLDER: readonly (typeof FILTERS)[number][] = [
  ["conformance/filters/abi/0.1.0/index", ["melon", ""]],
  ["conformance/filters/abi/0.2.0/index", ["melon", ""]],
  ["envoy/filters/abi/0.1.0/index", ["melon", ""]],
  ["envoy/filters/abi/0.2.0/index", ["melon", ""]],
  ["envoy/filters/abi/0.2.0/closes"],
];

/** Examples that compile without the transform. */
const PLAIN = [
  ...["add-header", "body-edit", "cas-counter"],
  ...["route-auth", "tcp-log", "tcp-route"],
];

/** A filter of the tests; what it compares texts with is what it understands. */
async function testSource([
  path,
  configurations,
]: (typeof FILTERS)[number]): Promise<Source> {
  const source = `tests/${path}.ts`;
  let text = await readFile(join(ROOT, source), "utf8");
  const imported = /^import "(\.\.\/[\w-]+)";/m.exec(text)?.[1];
  if (imported !== undefined) {
    const file = join(ROOT, dirname(source), `${imported}.ts`);
    text = await readFile(file, "utf8");
  }
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
  const plain = ofExamples
    .filter(({ name }) => PLAIN.includes(name.slice("examples/".length)))
    .map((each) => ({
      ...each,
      name: `${each.name} without the transform`,
      options: { transform: false },
    }));
  const ofTests = await Promise.all([...FILTERS, ...OLDER].map(testSource));
  return [...ofExamples, ...plain, ...ofTests];
}

/**
 * Compiles a filter with what the host asks it for between callbacks; returns the file.
 * Without the transform the heap is the compiler's, which those checks do not know.
 */
export async function build(source: Source): Promise<string> {
  if (source.options?.transform === false) {
    return compile(source.source, source.options);
  }
  const up = relative(projectOf(join(ROOT, dirname(source.source))), ROOT);
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
  return {
    ...source,
    module,
    mayThrow: source.source.startsWith("tests/"),
    mostBytes:
      source.name === "envoy/memory" ? MOST_BYTES_OF_TEXTS : MOST_BYTES,
  };
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
