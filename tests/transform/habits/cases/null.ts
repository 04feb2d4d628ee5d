import type { HabitCase } from "./case.ts";

const NEXT = "return FilterHeadersStatus.Continue;";
const CALLBACK = (body: string): string =>
  `onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { ${body} ${NEXT} }`;
const HEADER = 'const value = this.request.headers.get("x");';

export const NULL: HabitCase[] = [
  { name: "optional property", body: `${HEADER} const n = value?.length;` },
  { name: "optional call", body: `${HEADER} const n = value?.toUpperCase();` },
  { name: "optional index", body: `${HEADER} const n = value?.[0];` },
  {
    name: "optional function",
    body: "const f: (() => void) | null = null; f?.();",
  },
  {
    name: "optional chain",
    body: 'const n = this.request.headers.get("x")?.split(",")?.length;',
  },
  { name: "nullish", body: `${HEADER} log.info(value ?? "none");` },
  {
    name: "nullish of a chain",
    body: 'log.info(this.request.headers.get("x")?.trim() ?? "none");',
  },
  {
    name: "nullish in a template",
    body: `${HEADER} log.info(\`\${value ?? "none"}\`);`,
  },
  {
    name: "nullish assignment",
    body: 'let value: string | null = null; value ??= "a";',
  },
  {
    name: "nullish of an element",
    body: 'log.info(["a"][1] ?? "none");',
  },
  {
    name: "nullish of a map",
    body: 'log.info(new Map<string, string>().get("a") ?? "none");',
  },
  {
    name: "nullish next to or",
    body: `${HEADER} log.info(value ?? "a" || "b");`,
  },
  {
    name: "optional condition",
    body: `${HEADER} if (value?.startsWith("a")) log.info(value);`,
  },
  {
    name: "or assignment",
    body: 'let value: string | null = null; value ||= "a";',
  },
  {
    name: "and assignment",
    body: 'let value: string | null = null; value &&= "a";',
  },
  { name: "or of a header", body: `${HEADER} log.info(value || "none");` },
  {
    name: "and of a header",
    body: `${HEADER} if (value && value.length > 1) log.info(value);`,
  },
  {
    name: "undefined in a comparison",
    body: `${HEADER} if (value === undefined) log.info("none");`,
  },
  {
    name: "undefined in a condition on a map",
    body: 'const m = new Map<string, string>(); const v = m.get("a"); if (v !== undefined) log.info(v);',
  },
  {
    name: "undefined as a value",
    body: "let value: string | null = undefined;",
  },
  {
    name: "undefined as a type",
    body: "let value: string | undefined = null;",
  },
  {
    name: "undefined as a result type",
    top: "function f(): string | undefined { return null; }",
    body: "f();",
  },
  {
    name: "typeof undefined",
    body: `${HEADER} if (typeof value === "undefined") log.info("none");`,
  },
  { name: "void 0", body: `${HEADER} if (value == void 0) log.info("none");` },
  {
    name: "local declared without a value",
    body: 'let text: string; if (endOfStream) text = "a"; else text = "b"; log.info(text);',
  },
  { name: "let without a type", body: 'let text; text = "a"; log.info(text);' },
  { name: "let of null", body: 'let text = null; text = "a";' },
  { name: "null for a string", body: "let text: string = null;" },
  { name: "null for a number", body: "let n: i32 = null;" },
  { name: "nullable number", body: "let n: i32 | null = null;" },
  { name: "nullable boolean", body: "let n: boolean | null = null;" },
  {
    name: "nullable number as a result",
    top: "function f(): number | null { return null; }",
    body: "f();",
  },
  {
    name: "choice of null",
    top: "function one(): string | null { return endOf(); }\nfunction endOf(): string | null { return null; }",
    body: "const text = endOfStream ? null : one(); if (text != null) log.info(text);",
  },
  {
    name: "choice of null and a string",
    body: 'const text = endOfStream ? "a" : null; if (text != null) log.info(text);',
  },
  {
    name: "choice of null with follow-ups",
    body: 'const text = endOfStream ? null : this.request.headers.get("x"); if (text != null && text.length > 0) { log.info(text + "a"); log.info(text.toUpperCase()); const parts = text.split(","); log.info(parts[0]); }',
  },
  {
    name: "choice of null as an argument",
    top: "function f(text: string | null): void {}",
    body: 'f(endOfStream ? null : "a");',
  },
  {
    name: "choice of null in a return",
    top: 'function f(c: bool): string | null { return c ? null : "a"; }',
    body: "f(true);",
  },
  {
    name: "choice of a string and a number",
    body: 'const text = endOfStream ? "a" : 1;',
  },
  {
    name: "choice of an empty array",
    body: 'const text = this.request.headers.get("x"); const parts = text == null ? [] : text.split(","); log.info(parts.length.toString());',
  },
  { name: "nullable argument", body: `${HEADER} log.info(value);` },
  { name: "nullable in a sum", body: `${HEADER} log.info("value: " + value);` },
  {
    name: "nullable in a template",
    body: `${HEADER} log.info(\`value: \${value}\`);`,
  },
  {
    name: "property of a nullable",
    body: `${HEADER} log.info(value.length.toString());`,
  },
  {
    name: "method of a nullable",
    body: `${HEADER} log.info(value.toUpperCase());`,
  },
  {
    name: "index of a nullable",
    body: `const parts: string[] | null = null; log.info(parts[0]);`,
  },
  {
    name: "narrowed local",
    body: `${HEADER} if (value != null) log.info(value);`,
  },
  {
    name: "narrowed by a return",
    body: `${HEADER} if (value == null) return FilterHeadersStatus.Continue; log.info(value);`,
  },
  { name: "narrowed by truth", body: `${HEADER} if (value) log.info(value);` },
  {
    name: "narrowed by length",
    body: `${HEADER} if (value?.length) log.info(value);`,
  },
  {
    name: "narrowed in a loop",
    body: `let value = this.request.headers.get("x"); while (value != null) { log.info(value); value = null; }`,
  },
  {
    name: "narrowed field",
    members: `private user: string | null = null;\n${CALLBACK("if (this.user != null) log.info(this.user);")}`,
  },
  {
    name: "narrowed field by truth",
    members: `private user: string | null = null;\n${CALLBACK("if (this.user) log.info(this.user);")}`,
  },
  {
    name: "narrowed field, its property",
    members: `private user: string | null = null;\n${CALLBACK("if (this.user != null) log.info(this.user.length.toString());")}`,
  },
  {
    name: "narrowed field, in a sum",
    members: `private user: string | null = null;\n${CALLBACK('if (this.user != null) log.info("a" + this.user);')}`,
  },
  {
    name: "narrowed field after an assignment",
    members: `private user: string | null = null;\n${CALLBACK('this.user = "a"; log.info(this.user);')}`,
  },
  {
    name: "narrowed field of another object",
    top: "class User { name: string | null = null; }",
    body: "const user = new User(); if (user.name != null) log.info(user.name);",
  },
  {
    name: "narrowed global",
    top: "let user: string | null = null;",
    body: "if (user != null) log.info(user);",
  },
  {
    name: "narrowed call",
    body: 'if (this.request.headers.get("x") != null) log.info(this.request.headers.get("x"));',
  },
  {
    name: "narrowed element",
    body: 'const all: (string | null)[] = ["a"]; if (all[0] != null) log.info(all[0]);',
  },
  {
    name: "narrowed by typeof",
    body: `${HEADER} if (typeof value === "string") log.info(value);`,
  },
  { name: "non-null", body: `${HEADER} log.info(value!);` },
  {
    name: "non-null of what is not null",
    body: 'const text = "a"; log.info(text!);',
  },
  {
    name: "truth of a string",
    body: 'const text = "a".trim(); if (text) log.info(text);',
  },
  {
    name: "not of a string",
    body: 'const text = "a".trim(); if (!text) log.info(text);',
  },
  {
    name: "truth of a header",
    body: 'if (this.request.headers.get("x")) log.info("a");',
  },
  { name: "truth of a number", body: 'if (count) log.info("a");' },
  {
    name: "double negation",
    body: 'const has = !!this.request.headers.get("x"); log.info(has.toString());',
  },
  {
    name: "Boolean of a value",
    body: 'const has = Boolean(this.request.headers.get("x")); log.info(has.toString());',
  },
  {
    name: "bool of an or",
    body: 'const has: bool = this.request.headers.get("x") || false;',
  },
  {
    name: "find of a map",
    body: 'const m = new Map<string, string>(); const v = m.get("a"); if (v == null) log.info("none");',
  },
  {
    name: "null of a map's number",
    body: 'const m = new Map<string, i32>(); const v = m.get("a"); if (v == null) log.info("none");',
  },
  {
    name: "index out of range",
    body: 'const parts = "a".split(","); const second = parts[1]; if (second == null) log.info("none");',
  },
];
