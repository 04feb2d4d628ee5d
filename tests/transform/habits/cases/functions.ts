import type { HabitCase } from "./case.ts";

const NEXT = "return FilterHeadersStatus.Continue;";

export const FUNCTIONS: HabitCase[] = [
  {
    name: "closure over a local in map",
    body: 'const prefix = this.request.headers.get("x")!; const names = ["a"].map<string>((name) => prefix + name); log.info(names.join());',
  },
  {
    name: "closure in the callback of a call",
    body: 'const path = this.request.headers.get(":path"); new HttpCall("auth").path("/").send<Filter>(this, (self, answer) => { log.info(path!); self.continueRequest(); });',
  },
  {
    name: "closure in SharedData.update",
    body: 'const key = this.request.headers.get("x")!; SharedData.update("n", (old) => key);',
  },
  {
    name: "closure that counts",
    body: "let total = 0; [1, 2].forEach((n) => { total += n; }); log.info(total.toString());",
  },
  {
    name: "closure over a parameter",
    body: "const isLast = (): bool => endOfStream; log.info(isLast().toString());",
  },
  {
    name: "closure in a nested function",
    body: 'const text = this.request.headers.get("x")!; function inner(): string { return text; } log.info(inner());',
  },
  {
    name: "this in an arrow",
    body: 'const read = (): string | null => this.request.headers.get("x"); log.info(read()!);',
  },
  {
    name: "this in the callback of a call",
    body: 'new HttpCall("auth").path("/").send<Filter>(this, (self, answer) => { this.continueRequest(); });',
  },
  {
    name: "this in a function of the file",
    top: "function next(): void { this.continueRequest(); }",
    body: "next();",
  },
  {
    name: "this in forEach",
    body: '["x"].forEach((name) => { this.request.headers.remove(name); });',
  },
  {
    name: "arrow without types",
    body: 'const upper = (text) => text.toUpperCase(); log.info(upper("a"));',
  },
  {
    name: "arrow without a result type",
    body: "const double = (n: i32) => n * 2; log.info(double(2).toString());",
  },
  {
    name: "arrow with a result type",
    body: "const double = (n: i32): i32 => n * 2; log.info(double(2).toString());",
  },
  {
    name: "arrow with one bare parameter",
    body: "const names = [1, 2].filter(n => n > 1); log.info(names.length.toString());",
  },
  {
    name: "arrow that returns an object",
    body: "const make = () => ({ a: 1 }); make();",
  },
  {
    name: "arrow as a callback of the filter",
    members: `onRequestHeaders = (count: i32, endOfStream: bool): FilterHeadersStatus => { ${NEXT} };`,
  },
  {
    name: "arrow as a field",
    members: `private shout: (text: string) => string = (text: string): string => text + "!";\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { log.info(this.shout("a")); ${NEXT} }`,
  },
  {
    name: "arrow as a field without a type",
    members: `private shout = (text: string): string => text + "!";\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { log.info(this.shout("a")); ${NEXT} }`,
  },
  {
    name: "function without a result type",
    top: "function double(n: i32) { return n * 2; }",
    body: "log.info(double(2).toString());",
  },
  {
    name: "function without parameter types",
    top: "function double(n): i32 { return n * 2; }",
    body: "log.info(double(2).toString());",
  },
  {
    name: "method without a result type",
    members: `onRequestHeaders(count: i32, endOfStream: bool) { ${NEXT} }`,
  },
  {
    name: "method without parameter types",
    members: `onRequestHeaders(count, endOfStream): FilterHeadersStatus { ${NEXT} }`,
  },
  {
    name: "method without a return",
    members:
      'onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { log.info("a"); }',
  },
  {
    name: "default parameter",
    top: 'function greet(name: string = "you"): string { return name; }',
    body: "log.info(greet());",
  },
  {
    name: "default parameter without a type",
    top: 'function greet(name = "you"): string { return name; }',
    body: "log.info(greet());",
  },
  {
    name: "optional parameter",
    top: "function greet(name?: string): string { return name!; }",
    body: "log.info(greet());",
  },
  {
    name: "rest parameter",
    top: "function joined(...parts: string[]): string { return parts.join(); }",
    body: 'log.info(joined("a", "b"));',
  },
  {
    name: "spread of arguments",
    top: "function two(a: i32, b: i32): i32 { return a + b; }",
    body: "const both = [1, 2]; log.info(two(...both).toString());",
  },
  {
    name: "destructured parameter",
    top: "class Pair { a: i32 = 1; }\nfunction first({ a }: Pair): i32 { return a; }",
    body: "log.info(first(new Pair()).toString());",
  },
  {
    name: "destructured parameter of an arrow",
    body: '["a=b"].map<string>(([name]) => name);',
  },
  {
    name: "overloads",
    top: "function size(a: string): i32;\nfunction size(a: i32): i32;\nfunction size(a: string): i32 { return 1; }",
    body: 'log.info(size("a").toString());',
  },
  {
    name: "generic function",
    top: "function id<T>(value: T): T { return value; }",
    body: 'log.info(id("a"));',
  },
  {
    name: "generic arrow",
    body: "const id = <T>(value: T): T => value;",
  },
  {
    name: "generator",
    top: "function* count(): Iterable<i32> { yield 1; }",
  },
  {
    name: "function expression called at once",
    body: '(() => { log.info("a"); })();',
  },
  {
    name: "function that returns a function",
    body: "const add = (a: i32): ((b: i32) => i32) => (b: i32): i32 => a + b; log.info(add(1)(2).toString());",
  },
  {
    name: "bound method",
    body: "const next = this.continueRequest.bind(this); next();",
  },
  {
    name: "callback with fewer parameters",
    body: '[1, 2].forEach(() => { log.info("a"); }); new HttpCall("auth").path("/").send<Filter>(this, () => {});',
  },
  {
    name: "method as a callback",
    members: `answered(answer: HttpCallResponse): void { this.continueRequest(); }\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { new HttpCall("auth").path("/").send<Filter>(this, this.answered); ${NEXT} }`,
  },
  {
    name: "method read without a call",
    body: "const next = this.continueRequest; next();",
  },
  {
    name: "missing argument",
    body: 'this.request.headers.set("x");',
  },
  {
    name: "unused parameters left out",
    members: `onRequestHeaders(): FilterHeadersStatus { ${NEXT} }`,
  },
  {
    name: "function type with an untyped parameter",
    top: "type Handler = (text) => void;",
    body: 'const handler: Handler = (text: string): void => { log.info(text); }; handler("a");',
  },
  {
    name: "arguments",
    body: "log.info(arguments.length.toString());",
  },
  {
    name: "delete",
    body: "const m = new Map<string, string>(); delete m.size;",
  },
  {
    name: "getter",
    members: `get name(): string { return "a"; }\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { log.info(this.name); ${NEXT} }`,
  },
  {
    name: "getter called as a method",
    body: "log.info(this.request.headers.size().toString());",
  },
  {
    name: "private name",
    members: `#count: i32 = 0;\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { this.#count++; ${NEXT} }`,
  },
  {
    name: "static block",
    members: "static ready: bool = false;\nstatic { Filter.ready = true; }",
  },
  {
    name: "override",
    members: `override onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { ${NEXT} }`,
  },
  {
    name: "field without a value",
    members: `private user: string;\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { ${NEXT} }`,
  },
  {
    name: "field with a definite assignment",
    members: `private user!: string;\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { this.user = "a"; log.info(this.user); ${NEXT} }`,
  },
  {
    name: "optional field",
    members: `private user?: string;\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { ${NEXT} }`,
  },
  {
    name: "field without a type",
    members: `private user = "a";\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { log.info(this.user); ${NEXT} }`,
  },
  {
    name: "field with an array without a type",
    members: `private users = [];\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { log.info(this.users.length.toString()); ${NEXT} }`,
  },
  {
    name: "class expression",
    body: "const Pair = class { a: i32 = 1; }; new Pair();",
  },
  {
    name: "mixin",
    top: "function Named<T extends Function>(base: T) { return class extends base {}; }",
  },
  {
    name: "decorator",
    top: "function logged(target: i32): void {}\n",
    members: `@logged\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { ${NEXT} }`,
  },
  {
    name: "new.target",
    body: "log.info(new.target.name);",
  },
  {
    name: "name of a class",
    body: "log.info(Filter.name);",
  },
  {
    name: "constructor by name",
    body: "log.info(this.constructor.name);",
  },
  {
    name: "path without a return",
    top: 'function text(n: i32): string { if (n > 1) return "a"; }',
    body: "log.info(text(1));",
  },
  { name: "argument too many", body: 'this.request.headers.get("x", "none");' },
  {
    name: "call of what is not a function",
    body: "const n = 1; n();",
    isMistake: true,
  },
];
