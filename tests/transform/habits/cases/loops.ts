import type { HabitCase } from "./case.ts";

export const LOOPS: HabitCase[] = [
  {
    name: "for of an array",
    body: 'for (const name of ["a"]) log.info(name);',
  },
  {
    name: "for of a string",
    body: 'for (const letter of "ab") log.info(letter);',
  },
  {
    name: "for of a set",
    body: "const names = new Set<string>(); for (const name of names) log.info(name);",
  },
  {
    name: "for of a map",
    body: "const m = new Map<string, string>(); for (const [key, value] of m) log.info(key + value);",
  },
  {
    name: "for of headers",
    body: "for (const [name, value] of this.request.headers.entries()) log.info(name + value);",
  },
  { name: "for in", body: "for (const name in this.request) log.info(name);" },
  {
    name: "for without a type",
    body: "for (let i = 0; i < 2; i++) log.info(i.toString());",
  },
  {
    name: "label",
    body: "outer: for (let i = 0; i < 2; i++) { continue outer; }",
  },
  {
    name: "label of a break",
    body: "search: while (true) { while (true) { break search; } }",
  },
  {
    name: "forEach of headers",
    body: "this.request.headers.forEach((value, name) => log.info(name));",
  },
  {
    name: "forEach of a map",
    body: "const m = new Map<string, string>(); m.forEach((value, key) => log.info(key));",
  },
  {
    name: "entries of a map",
    body: "const m = new Map<string, string>(); log.info(m.entries().length.toString());",
  },
  {
    name: "keys of a map",
    body: "const m = new Map<string, string>(); log.info(m.keys().length.toString());",
  },
  {
    name: "map without a type argument",
    body: 'const names = ["a"].map((name) => "x-" + name); log.info(names.join());',
  },
  {
    name: "map to a function by name",
    body: 'const names = ["a"].map(parseFloat); log.info(names.length.toString());',
  },
  {
    name: "filter",
    body: 'log.info(["a", ""].filter((name) => name.length > 0).join());',
  },
  {
    name: "filter by Boolean",
    body: 'log.info(["a", ""].filter(Boolean).join());',
  },
  {
    name: "find",
    body: 'const found = ["a"].find((name) => name == "a"); log.info(found!);',
  },
  {
    name: "findIndex",
    body: 'log.info(["a"].findIndex((name) => name == "a").toString());',
  },
  {
    name: "findLast",
    body: 'log.info(["a"].findLast((name) => name == "a")!);',
  },
  {
    name: "some",
    body: 'log.info(["a"].some((name) => name == "a").toString());',
  },
  {
    name: "every",
    body: 'log.info(["a"].every((name) => name == "a").toString());',
  },
  {
    name: "reduce",
    body: "log.info([1, 2].reduce((a, b) => a + b, 0).toString());",
  },
  {
    name: "reduce without a start",
    body: "log.info([1, 2].reduce((a, b) => a + b).toString());",
  },
  {
    name: "reduce to a map",
    body: 'const counts = ["a"].reduce((all, name) => { all.set(name, 1); return all; }, new Map<string, i32>()); log.info(counts.size.toString());',
  },
  { name: "flat", body: "log.info([[1], [2]].flat().length.toString());" },
  {
    name: "flatMap",
    body: 'log.info(["a b"].flatMap((text) => text.split(" ")).join());',
  },
  { name: "at", body: 'log.info(["a"].at(-1));' },
  { name: "at of a string", body: 'log.info("abc".at(-1));' },
  { name: "sort", body: 'log.info(["b", "a"].sort().join());' },
  { name: "toSorted", body: 'log.info(["b", "a"].toSorted().join());' },
  { name: "reversed copy", body: 'log.info(["b", "a"].toReversed().join());' },
  { name: "includes", body: 'log.info(["a"].includes("a").toString());' },
  {
    name: "Array.from",
    body: 'const a = Array.from(["a"]); log.info(a.join());',
  },
  {
    name: "Array.of",
    body: "const a = Array.of(1, 2); log.info(a.length.toString());",
  },
  { name: "Array.isArray", body: 'log.info(Array.isArray(["a"]).toString());' },
  {
    name: "new Array with a length",
    body: "const a = new Array<i32>(3).fill(0); log.info(a.length.toString());",
  },
  {
    name: "array without a type",
    body: 'const a = []; a.push("x"); log.info(a.length.toString());',
  },
  {
    name: "empty array as an argument",
    body: 'log.info(["a"].concat([]).length.toString());',
  },
  {
    name: "array of two types",
    body: 'const a = ["x", 1]; log.info(a.length.toString());',
  },
  {
    name: "spread of an array",
    body: "const a = [1]; const b = [...a, 2]; log.info(b.length.toString());",
  },
  {
    name: "spread of a set",
    body: "const s = new Set<string>(); const a = [...s]; log.info(a.length.toString());",
  },
  {
    name: "push of a spread",
    body: "const a = [1]; a.push(...[2]); log.info(a.length.toString());",
  },
  {
    name: "Math.max of a spread",
    body: "const a = [1.5]; log.info(Math.max(...a).toString());",
  },
  {
    name: "destructured array",
    body: 'const [name, value] = "a=b".split("="); log.info(name + value);',
  },
  {
    name: "destructured array with a rest",
    body: 'const [first, ...rest] = "a,b".split(","); log.info(first + rest.join());',
  },
  {
    name: "swap",
    body: "let a = 1; let b = 2; [a, b] = [b, a]; log.info(a.toString());",
  },
  {
    name: "destructured object",
    body: "const { headers } = this.request; log.info(headers.size.toString());",
  },
  {
    name: "destructured object with a new name",
    body: "const { headers: all, body } = this.request; log.info(all.size.toString());",
  },
  {
    name: "destructured object over lines",
    body: "const {\n  headers,\n  body,\n} = this.request;\nlog.info(headers.size.toString());",
  },
  {
    name: "destructuring assignment",
    body: "let headers = this.request.headers; ({ headers } = this.request);",
  },
  {
    name: "Set from an array",
    body: 'const s = new Set(["a"]); log.info(s.size.toString());',
  },
  {
    name: "typed Set from an array",
    body: 'const s = new Set<string>(["a"]); log.info(s.size.toString());',
  },
  {
    name: "Map from entries",
    body: 'const m = new Map([["a", "b"]]); log.info(m.size.toString());',
  },
  {
    name: "typed Map from entries",
    body: 'const m = new Map<string, string>([["a", "b"]]); log.info(m.size.toString());',
  },
  { name: "untyped Map", body: 'const m = new Map(); m.set("a", "b");' },
  { name: "object as a map", body: "const m = {}; m['a'] = 1;" },
  {
    name: "in",
    body: 'const m = new Map<string, string>(); if ("a" in m) log.info("a");',
  },
  { name: "Object.keys", body: "Object.keys(this.request);" },
  { name: "Object.entries", body: "Object.entries(this.request);" },
  { name: "Object.assign", body: "Object.assign(this, this);" },
  { name: "Object.freeze", body: 'const a = Object.freeze(["a"]);' },
  {
    name: "length set to 0",
    body: 'const a = ["a"]; a.length = 0; log.info(a.length.toString());',
  },
  { name: "join of numbers", body: 'log.info([1, 2].join(","));' },
  {
    name: "while of a shift",
    body: 'const a = ["x"]; while (a.length) log.info(a.shift());',
  },
  {
    name: "switch of true",
    body: 'switch (true) { case count > 1: log.info("a"); break; default: log.info("b"); }',
  },
  {
    name: "switch of a string",
    body: 'switch (this.request.headers.get(":method")!) { case "GET": log.info("a"); break; default: log.info("b"); }',
  },
  {
    name: "comma",
    body: "let a = 1, b = 2; a = (b++, b); log.info(a.toString());",
  },
  { name: "var", body: "var a = 1; log.info(a.toString());" },
  {
    name: "const without a value used before",
    body: 'log.info(later); const later = "a";',
  },
  {
    name: "findLastIndex",
    body: 'log.info(["a"].findLastIndex((name) => name == "a").toString());',
  },
  {
    name: "forEach of a set",
    body: "const s = new Set<string>(); s.forEach((value) => log.info(value));",
  },
  {
    name: "Object.hasOwn",
    body: 'if (Object.hasOwn(this, "a")) log.info("a");',
  },
  {
    name: "map by a bracket",
    body: 'const m = new Map<string, string>(); log.info(m["a"]);',
  },
  { name: "array as a text", body: 'log.info(["a"]);' },
];
