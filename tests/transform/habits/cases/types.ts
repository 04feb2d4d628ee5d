import type { HabitCase } from "./case.ts";

export const TYPES: HabitCase[] = [
  { name: "any", body: 'let v: any = "a"; log.info(v);' },
  {
    name: "any as a parameter",
    top: "function f(value: any): void {}",
    body: 'f("a");',
  },
  { name: "any as a type argument", body: "const m = new Map<string, any>();" },
  { name: "array of any", body: "const m: any[] = [];" },
  { name: "cast to any", body: "const v = this as any;" },
  { name: "unknown", body: 'let v: unknown = "a";' },
  { name: "object", body: "let v: object = this;" },
  {
    name: "the class Object",
    body: "let v: Object = this; log.info(v.toString());",
  },
  {
    name: "never",
    top: 'function f(): never { throw new Error("a"); }',
    body: "f();",
  },
  { name: "symbol", body: 'const s = Symbol("a");' },
  { name: "String", body: 'let text: String = "a"; log.info(text);' },
  { name: "Function", body: "let f: Function = (): void => {};" },
  { name: "union", body: 'let v: string | number = "a";' },
  {
    name: "union as a parameter",
    top: "function f(v: string | number): void {}",
    body: 'f("a");',
  },
  {
    name: "union of classes",
    top: "class A {}\nclass B {}",
    body: "let v: A | B = new A();",
  },
  {
    name: "union of literals",
    top: 'type By = "ip" | "header";',
    body: 'const by: By = "ip"; log.info(by);',
  },
  {
    name: "union of literals in place",
    body: 'const by: "ip" | "header" = "ip";',
  },
  { name: "union of numbers", body: "const n: 1 | 2 = 1;" },
  {
    name: "discriminated union",
    top: 'type A = { kind: "a" } | { kind: "b" };',
  },
  { name: "literal type", body: 'const by: "ip" = "ip";' },
  { name: "union with null first", body: "let v: null | string = null;" },
  { name: "intersection", top: "class A {}\nclass B {}\ntype C = A & B;" },
  { name: "tuple", body: 'const pair: [string, i32] = ["a", 1];' },
  {
    name: "tuple as a result",
    top: 'function f(): [string, i32] { return ["a", 1]; }',
    body: "f();",
  },
  { name: "object type", top: "type User = { name: string; age: number };" },
  {
    name: "object type in place",
    top: "function f(user: { name: string }): void {}",
    body: "",
  },
  {
    name: "object literal of a class",
    top: 'class User { name: string = ""; age: i32 = 0; }',
    body: 'const user: User = { name: "a", age: 3 }; log.info(user.name);',
  },
  {
    name: "object literal of an interface",
    top: "interface User { name: string; age: number; }",
    body: 'const user: User = { name: "a", age: 3 };',
  },
  {
    name: "object literal without a type",
    body: 'const user = { name: "a", age: 3 }; log.info(user.name);',
  },
  {
    name: "object literal as an argument",
    body: 'this.sendLocalResponse({ status: 403, body: "no" });',
  },
  {
    name: "object literal with shorthand",
    top: 'class User { name: string = ""; }',
    body: 'const name = "a"; const user: User = { name }; log.info(user.name);',
  },
  {
    name: "object literal with a computed name",
    body: 'const name = "a"; const user = { [name]: 1 };',
  },
  { name: "object literal with a spread", body: "const all = { ...this };" },
  {
    name: "object literal with a method",
    body: 'const all = { run() { log.info("a"); } };',
  },
  {
    name: "object literal with quoted names",
    body: 'const all = { "x-a": 1 };',
  },
  {
    name: "object as a table",
    top: "const CODES = { free: 10, paid: 100 };",
    body: 'log.info(CODES["free"].toString());',
  },
  {
    name: "interface of settings",
    top: 'interface Settings { name: string; }\nclass Plugin extends RootContext { settings: Settings = { name: "" }; createHttpContext(): HttpContext { return new Filter(); } }',
  },
  {
    name: "interface with a class",
    top: 'interface Named { name(): string; }\nclass A implements Named { name(): string { return "a"; } }',
    body: "const a: Named = new A(); log.info(a.name());",
  },
  {
    name: "optional property of an interface",
    top: "interface User { name?: string; }",
  },
  {
    name: "index signature",
    top: "interface Codes { [name: string]: number; }",
  },
  { name: "Record", body: "const m: Record<string, number> = {};" },
  {
    name: "Partial",
    top: 'class User { name: string = ""; }',
    body: "const m: Partial<User> = {};",
  },
  {
    name: "Pick",
    top: 'class User { name: string = ""; }\ntype Name = Pick<User, "name">;',
    body: "const m: Name = {};",
  },
  { name: "Readonly", body: 'const m: Readonly<string[]> = ["a"];' },
  { name: "ReadonlyArray", body: 'const m: ReadonlyArray<string> = ["a"];' },
  { name: "readonly array", body: 'const m: readonly string[] = ["a"];' },
  {
    name: "readonly field",
    members:
      'readonly name: string = "a";\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { log.info(this.name); return FilterHeadersStatus.Continue; }',
  },
  {
    name: "keyof",
    top: 'class User { name: string = ""; }\ntype Key = keyof User;',
  },
  { name: "typeof as a type", body: 'const a = "a"; let b: typeof a = "b";' },
  {
    name: "indexed type",
    top: 'class User { name: string = ""; }\ntype Name = User["name"];',
    body: "let a: Name = 'a';",
  },
  {
    name: "conditional type",
    top: "type A<T> = T extends string ? i32 : f64;",
  },
  { name: "mapped type", top: "type A<T> = { [K in keyof T]: string };" },
  { name: "template literal type", top: "type Header = `x-${string}`;" },
  {
    name: "function type",
    top: "type Handler = (text: string) => void;",
    body: 'const handler: Handler = (text: string): void => { log.info(text); }; handler("a");',
  },
  { name: "constructor type", top: "type Maker = new () => Filter;" },
  {
    name: "type guard",
    top: "function isText(value: string | null): value is string { return value != null; }",
    body: "",
  },
  {
    name: "asserts",
    top: "function check(value: string | null): asserts value is string {}",
    body: "",
  },
  {
    name: "this as a type",
    members:
      "self(): this { return this; }\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { this.self(); return FilterHeadersStatus.Continue; }",
  },
  { name: "as const", body: 'const all = ["a"] as const;' },
  { name: "as const of a text", body: 'const all = "a" as const;' },
  { name: "satisfies", body: 'const all = ["a"] satisfies string[];' },
  {
    name: "string enum",
    top: 'enum By { Ip = "ip", Header = "header" }',
    body: "log.info(By.Ip);",
  },
  {
    name: "enum as a text",
    top: "enum By { Ip, Header }",
    body: "log.info(By[By.Ip]);",
  },
  {
    name: "enum in a template",
    top: "enum By { Ip, Header }",
    body: "log.info(`${By.Ip}`);",
  },
  {
    name: "status in a text",
    body: 'const status = this.request.headers.set("a", "b"); log.info("status: " + status);',
  },
  {
    name: "const enum",
    top: "const enum By { Ip, Header }",
    body: "log.info(By.Ip.toString());",
  },
  {
    name: "declare",
    top: "declare const VERSION: string;",
    body: "log.info(VERSION);",
  },
  {
    name: "declare global",
    top: "declare global { const VERSION: string; }",
    body: "",
  },
  {
    name: "namespace",
    top: 'namespace names { export const A: string = "a"; }',
    body: "log.info(names.A);",
  },
  {
    name: "typeof of a value",
    body: 'if (typeof this.request == "object") log.info("a");',
  },
  {
    name: "instanceof",
    body: 'if (this.root instanceof RootContext) log.info("a");',
  },
  {
    name: "instanceof of a base",
    top: "class Plugin extends RootContext { limit: i32 = 1; createHttpContext(): HttpContext { return new Filter(); } }",
    body: "if (this.root instanceof Plugin) log.info(this.root.limit.toString());",
  },
  {
    name: "cast of the root",
    top: "class Plugin extends RootContext { limit: i32 = 1; createHttpContext(): HttpContext { return new Filter(); } }",
    body: "log.info((this.root as Plugin).limit.toString());",
  },
  {
    name: "static this",
    members:
      "static count: i32 = 0;\nstatic more(): i32 { return this.count; }\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { log.info(Filter.more().toString()); return FilterHeadersStatus.Continue; }",
  },
  {
    name: "generic constraint",
    top: "function first<T extends string>(all: T[]): T { return all[0]; }",
    body: 'log.info(first<string>(["a"]));',
  },
  {
    name: "generic default",
    top: "class Box<T = string> { value: T | null = null; }",
    body: "new Box();",
  },
  {
    name: "generic of an interface",
    top: "interface Named { name: string }\nfunction nameOf<T extends Named>(value: T): string { return value.name; }",
  },
  {
    name: "non-null type",
    top: "type A = NonNullable<string | null>;",
    body: "let a: A = 'a';",
  },
  {
    name: "ReturnType",
    top: "function f(): string { return 'a'; }\ntype A = ReturnType<typeof f>;",
    body: "let a: A = 'a';",
  },
  {
    name: "abstract class",
    top: "abstract class Base extends HttpContext { abstract name(): string; }",
    body: "",
  },
  {
    name: "constructor with properties",
    top: "class User { constructor(public name: string, private readonly age: i32 = 1) {} }",
    body: 'log.info(new User("a").name);',
  },
  {
    name: "undeclared property",
    members:
      'onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { this.user = "a"; return FilterHeadersStatus.Continue; }',
  },
  {
    name: "bracket for a property",
    body: 'log.info(this["request"].headers.size.toString());',
  },
  { name: "Error with a cause", body: 'throw new Error("a", { cause: 1 });' },
  {
    name: "class of an error",
    top: "class Refused extends Error {}",
    body: 'throw new Refused("a");',
  },
  { name: "class as a value", body: "const kind = Filter; kind;" },
  {
    name: "object literal of a class with a constructor",
    top: "class User { name: string; constructor(name: string) { this.name = name; } }",
    body: 'const user: User = { name: "a" };',
  },
  {
    name: "object literal without a field",
    top: "class User { name: string; age: i32 = 0; }",
    body: "const user: User = { age: 1 };",
  },
];
