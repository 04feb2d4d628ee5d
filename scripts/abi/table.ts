import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../project/project-files.ts";
import { readCallGraph, type Callable, type CallGraph } from "./call-graph.ts";
import { EXCUSES } from "./excuses.ts";
import { readTestTitles, type TestTitle } from "./test-titles.ts";

/** A function of the ABI, the symbols that offer it to a filter, and its tests. */
export interface AbiRow {
  /** The spec's name, `proxy_log`, or `wasi_snapshot_preview1.random_get`. */
  name: string;
  /** The symbols through which a filter reaches it, or that it calls. */
  symbols: string[];
  /** Unit tests whose title contains a symbol or the name. */
  unit: TestTitle[];
  /** Likewise, tests in Envoy. */
  envoy: TestTitle[];
  /** Why one of the two is missing. */
  excuse: string | undefined;
}

/** All host functions, and all callbacks. */
export interface AbiTable {
  functions: AbiRow[];
  callbacks: AbiRow[];
}

const UNIT = readTestTitles("tests/unit/");
const ENVOY = readTestTitles("tests/envoy/");

/** Reads the table from the sources and the tests. */
export function readAbiTable(): AbiTable {
  const graph = readCallGraph();
  const functions = [...graph]
    .filter(([, { file }]) => /\/(env|wasi_snapshot_preview1)\.ts$/.test(file))
    .map(([key, { name, file }]) =>
      row(name, callersOf(key, graph), qualified(name, file)),
    );
  const callbacks = [...graph.values()]
    .filter(
      ({ file, isPublic }) => isPublic && file.startsWith("assembly/exports/"),
    )
    .map((each) =>
      row(each.name, calleesOf(each, graph), qualified(each.name, each.file)),
    );
  return { functions, callbacks };
}

function qualified(name: string, file: string): string {
  if (file.includes("wasi")) return `wasi_snapshot_preview1.${name}`;
  return file.includes("abi-0.1.0") ? `${name} (ABI 0.1.0)` : name;
}

function row(name: string, symbols: string[], label = name): AbiRow {
  const sorted = [
    ...new Set(symbols.map((symbol) => ALIASES[symbol] ?? symbol)),
  ].toSorted();
  const titles = [name, ...sorted].map(
    (symbol) => new RegExp(`(^|[ ,])${escape(symbol)}(?![\\w.])`),
  );
  const isAbout = ({ title }: TestTitle) =>
    titles.some((pattern) => pattern.test(title));
  return {
    name: label,
    symbols: sorted,
    unit: UNIT.filter(isAbout),
    envoy: ENVOY.filter(isAbout),
    excuse: EXCUSES[name],
  };
}

function escape(symbol: string): string {
  return symbol.replaceAll(/[.()]/g, "\\$&");
}

/** Walks up from a host function to the first symbols that a filter can use. */
function callersOf(key: string, graph: CallGraph): string[] {
  const found: string[] = [];
  const seen = new Set([key]);
  const open = [key];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [caller, callable] of graph) {
      if (seen.has(caller) || !callable.calls.includes(next)) continue;
      seen.add(caller);
      if (isForFilters(callable)) found.push(callable.name);
      else open.push(caller);
    }
  }
  return found;
}

/** Walks down from a callback to the first methods that a filter overrides. */
function calleesOf(callback: Callable, graph: CallGraph): string[] {
  const isCreate = callback.name === "proxy_on_context_create";
  const pattern = isCreate ? /\.create[A-Z]/ : /\.on[A-Z]/;
  const found: string[] = [];
  const open = [...callback.calls];
  const seen = new Set(open);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const callable = graph.get(next);
    if (!callable) continue;
    if (pattern.test(callable.name)) found.push(callable.name);
    for (const callee of callable.calls) {
      if (seen.has(callee)) continue;
      seen.add(callee);
      open.push(callee);
    }
  }
  return found;
}

function isForFilters({ name, file, isPublic }: Callable): boolean {
  if (!isPublic || name.endsWith(".constructor")) return false;
  // What classes of filters have for the SDK alone.
  if (/\.sdk[A-Z]/.test(name)) return false;
  const owner = name.replace(/\..*/, "");
  return PUBLIC.has(owner) || file.startsWith("assembly/globals/");
}

/** What index.ts re-exports. */
const PUBLIC = new Set(
  readFileSync(join(ROOT, "index.ts"), "utf8").match(/\b\w+\b(?=,)/g),
);

/** What makes the SDK or the compiler call a function that filters cannot call. */
const ALIASES: Record<string, string> = {
  abort: "throw",
  seed: "Math.random",
  "Configuration.load": "Configuration.text",
};
