import type { HabitCase } from "./case.ts";

export const STRINGS: HabitCase[] = [
  {
    name: "RegExp literal, test",
    body: 'if (/^\\/api/.test("a")) log.info("a");',
  },
  {
    name: "RegExp literal in a constant",
    body: 'const re = /^a/; log.info("a");',
  },
  {
    name: "RegExp literal in replace",
    body: 'log.info("a-b".replace(/-/g, "+"));',
  },
  {
    name: "RegExp literal in split",
    body: 'log.info("a, b".split(/, */).join());',
  },
  { name: "RegExp literal, exec", body: 'const m = /a(.)/.exec("ab");' },
  { name: "new RegExp", body: 'const re = new RegExp("^a");' },
  { name: "RegExp as a type", body: "let re: RegExp;" },
  { name: "match", body: 'const m = "abc".match("a");' },
  { name: "match with a RegExp literal", body: 'const m = "abc".match(/a/);' },
  { name: "matchAll", body: 'const m = "abc".matchAll(/a/g);' },
  { name: "search", body: 'const m = "abc".search("a");' },
  { name: "substr", body: 'log.info("abc".substr(1));' },
  { name: "slice from the end", body: 'log.info("abc".slice(-1));' },
  { name: "index of a string", body: 'log.info("abc"[0]);' },
  {
    name: "localeCompare",
    body: 'log.info("a".localeCompare("b").toString());',
  },
  { name: "normalize", body: 'log.info("a".normalize());' },
  { name: "padStart", body: 'log.info("a".padStart(3, "0"));' },
  { name: "replaceAll", body: 'log.info("a-b".replaceAll("-", "+"));' },
  {
    name: "replace with a function",
    body: 'log.info("a".replace("a", (m) => m));',
  },
  { name: "split with a limit", body: 'log.info("a,b".split(",", 1).join());' },
  { name: "trim", body: 'log.info("a ".trim());' },
  { name: "codePointAt", body: 'log.info("a".codePointAt(0).toString());' },
  { name: "String.raw", body: "log.info(String.raw`a`);" },
  {
    name: "tagged template",
    top: "function tag(parts: TemplateStringsArray): string { return parts[0]; }",
    body: "log.info(tag`a`);",
  },
  { name: "template", body: 'const a = "a"; log.info(`a ${a}`);' },
  { name: "template over lines", body: "log.info(`a\nb`);" },
  { name: "single quotes", body: "log.info('a');" },
  {
    name: "strict equality",
    body: 'const m = this.request.headers.get(":method"); if (m === "GET") log.info("a");',
  },
  {
    name: "strict inequality",
    body: 'const m = this.request.headers.get(":method"); if (m !== "GET") log.info("a");',
  },
  { name: "comparison of texts", body: 'if ("a" < "b") log.info("a");' },
  {
    name: "bytes of a text",
    body: 'const b = Uint8Array.wrap(String.UTF8.encode("a")); log.info(b.length.toString());',
  },
  {
    name: "bytes for a text",
    body: "this.request.headers.set('a', new Uint8Array(1));",
  },
  { name: "text for bytes", body: 'const b: Uint8Array = "a";' },
];
