import type { HabitCase } from "./case.ts";

export const NUMBERS: HabitCase[] = [
  {
    name: "number for an i32",
    body: "const n: number = 4; const half: i32 = n / 2;",
  },
  {
    name: "number from an i32",
    body: "const n: number = count; log.info(n.toString());",
  },
  {
    name: "number as an argument",
    top: "function wants(n: i32): void {}",
    body: "const n: number = 4; wants(n);",
  },
  {
    name: "number in the signature of a callback",
    members:
      "onRequestHeaders(count: number, endOfStream: boolean): FilterHeadersStatus { return FilterHeadersStatus.Continue; }",
  },
  {
    name: "number as an index",
    body: 'const n: number = 0; log.info(["a"][n]);',
  },
  {
    name: "boolean as a number",
    body: "const n: i32 = endOfStream ? 1 : 0; log.info(n.toString());",
  },
  { name: "literal with a point for an i32", body: "const n: i32 = 1.5;" },
  {
    name: "literal that is too large",
    body: "const n = 3000000000; log.info(n.toString());",
  },
  {
    name: "literal that is too large for an i32",
    body: "const n: i32 = 3000000000; log.info(n.toString());",
  },
  { name: "exponent literal", body: "const n = 1e6; log.info(n.toString());" },
  { name: "exponent literal for an i32", body: "const n: i32 = 1e6;" },
  { name: "separators", body: "const n = 1_000_000; log.info(n.toString());" },
  {
    name: "integer division",
    body: "const used = 1; log.info((used / 3).toString());",
  },
  {
    name: "division to a number",
    body: "const ratio: number = count / 3; log.info(ratio.toString());",
  },
  {
    name: "division by a length",
    body: 'const average = count / ["a"].length; log.info(average.toString());',
  },
  { name: "remainder", body: "log.info((count % 3).toString());" },
  { name: "power", body: "log.info((2 ** 3).toString());" },
  { name: "Date.now for an i32", body: "const now: i32 = Date.now();" },
  {
    name: "Date.now for a number",
    body: "const now: number = Date.now(); log.info(now.toString());",
  },
  { name: "seconds for an i32", body: "const now: i32 = Date.now() / 1000;" },
  {
    name: "difference of times",
    body: "const start = Date.now(); const took: i32 = Date.now() - start;",
  },
  {
    name: "time plus milliseconds",
    body: "const later = Date.now() + 1000 * 60; log.info(later.toString());",
  },
  { name: "Math.floor for an i32", body: "const n: i32 = Math.floor(1.5);" },
  { name: "Math.round to text", body: "log.info(Math.round(1.5).toString());" },
  {
    name: "Math.floor of a division",
    body: "const n = Math.floor(count / 2); log.info(n.toString());",
  },
  { name: "Math.max of integers", body: "const n: i32 = Math.max(count, 2);" },
  {
    name: "Math.random as an index",
    body: 'const all = ["a"]; log.info(all[Math.floor(Math.random() * all.length)]);',
  },
  { name: "Math.trunc", body: "const n: i32 = Math.trunc(1.5);" },
  { name: "truncation by or", body: "const n = 1.5 | 0;" },
  { name: "parseInt for an i32", body: 'const n: i32 = parseInt("42");' },
  {
    name: "parseInt with a radix",
    body: 'const n = parseInt("42", 10); log.info(n.toString());',
  },
  {
    name: "parseInt of a header",
    body: 'const n = parseInt(this.request.headers.get("x"));',
  },
  {
    name: "parseFloat",
    body: 'const n = parseFloat("1.5"); log.info(n.toString());',
  },
  {
    name: "Number of a text",
    body: 'const n = Number("42"); log.info(n.toString());',
  },
  {
    name: "Number.parseInt",
    body: 'const n = Number.parseInt("42"); log.info(n.toString());',
  },
  { name: "Number.isNaN", body: "log.info(Number.isNaN(1.5).toString());" },
  {
    name: "Number.isInteger",
    body: "log.info(Number.isInteger(1).toString());",
  },
  {
    name: "Number.MAX_SAFE_INTEGER",
    body: "log.info(Number.MAX_SAFE_INTEGER.toString());",
  },
  { name: "isNaN", body: 'if (isNaN(parseFloat("a"))) log.info("a");' },
  { name: "plus of a text", body: 'const n = +"42";' },
  { name: "minus of a text", body: 'const n = "5" - 1;' },
  { name: "BigInt literal", body: "const n = 10n;" },
  { name: "BigInt call", body: "const n = BigInt(10);" },
  { name: "bigint type", body: "let n: bigint = 1;" },
  { name: "toFixed", body: "log.info((1.5).toFixed(2));" },
  { name: "toString with a radix", body: "log.info((255).toString(16));" },
  { name: "toLocaleString", body: "log.info((1.5).toLocaleString());" },
  { name: "number as a text", body: "log.info(count);" },
  { name: "text plus a number", body: 'log.info("count: " + count);' },
  { name: "number plus a text", body: 'log.info(count + " headers");' },
  { name: "text plus a boolean", body: 'log.info("end: " + endOfStream);' },
  {
    name: "text plus an object",
    body: 'log.info("request: " + this.request);',
  },
  {
    name: "text and a number appended",
    body: 'let text = "a"; text += 1; log.info(text);',
  },
  { name: "template of a number", body: "log.info(`count: ${count}`);" },
  { name: "template of a boolean", body: "log.info(`end: ${endOfStream}`);" },
  { name: "template of an object", body: "log.info(`${this.request}`);" },
  { name: "template of an array", body: 'log.info(`${["a"]}`);' },
  { name: "String of a number", body: "log.info(String(5));" },
  { name: "String of a text", body: 'log.info(String("a"));' },
  { name: "new String", body: 'log.info(new String("a"));' },
  { name: "header of a number", body: 'this.request.headers.set("x", 5);' },
  {
    name: "comparison of a text and a number",
    body: 'if (this.request.headers.get("x") == 5) log.info("a");',
  },
  {
    name: "comparison of a number and a text",
    body: 'if (count === "5") log.info("a");',
  },
  {
    name: "comparison of f64 and i32",
    body: 'if (1.5 > count) log.info("a");',
  },
  {
    name: "u32 minus",
    body: "const a: u32 = 1; const b: u32 = 2; log.info((a - b).toString());",
  },
  {
    name: "u32 from an i32",
    body: "const a: u32 = count; log.info(a.toString());",
  },
  { name: "i64 for an i32", body: "const a: i64 = 1; const b: i32 = a;" },
  {
    name: "i64 as an argument",
    top: "function wants(n: i32): void {}",
    body: "const a: i64 = 1; wants(a);",
  },
  { name: "f64 for an f32", body: "const a: f64 = 1; const b: f32 = a;" },
  {
    name: "negative of an unsigned",
    body: "const a: u32 = -1; log.info(a.toString());",
  },
  {
    name: "cast with as",
    body: "const n = 1.5 as i32; log.info(n.toString());",
  },
  {
    name: "cast with a function",
    body: "const n = i32(1.5); log.info(n.toString());",
  },
  { name: "cast of a text", body: 'const n = "5" as i32;' },
  { name: "cast of a number to a text", body: "const text = count as string;" },
  {
    name: "cast of a number to a boolean",
    body: "const has: bool = count; log.info(has.toString());",
  },
  {
    name: "boolean for an i32",
    body: "const n: i32 = endOfStream; log.info(n.toString());",
  },
  {
    name: "sum of f64 and i32",
    body: "const n = 1.5 + count; log.info(n.toString());",
  },
  { name: "Infinity", body: "const n = Infinity; log.info(n.toString());" },
  { name: "octal and hex", body: "log.info((0xff + 0o7 + 0b1).toString());" },
  { name: "increment of a text", body: 'let text = "a"; text++;' },
  {
    name: "literal of more than 64 bits",
    body: "const n = 100000000000000000000;",
  },
  { name: "toPrecision", body: "log.info((1.5).toPrecision(2));" },
];
