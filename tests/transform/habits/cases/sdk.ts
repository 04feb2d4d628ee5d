import type { HabitCase } from "./case.ts";

const NEXT = "return FilterHeadersStatus.Continue;";

export const SDK: HabitCase[] = [
  { name: "header by a bracket", body: 'log.info(this.request.headers["x"]);' },
  { name: "header set by a bracket", body: 'this.request.headers["x"] = "5";' },
  { name: "header by a dot", body: "log.info(this.request.headers.host);" },
  {
    name: "headers.has",
    body: 'log.info(this.request.headers.has("x").toString());',
  },
  { name: "headers.append", body: 'this.request.headers.append("x", "y");' },
  { name: "headers.delete", body: 'this.request.headers.delete("x");' },
  { name: "request.url", body: "log.info(this.request.url);" },
  { name: "request.method", body: "log.info(this.request.method);" },
  { name: "request.path", body: "log.info(this.request.path);" },
  {
    name: "response.status",
    body: "log.info(this.response.status.toString());",
  },
  {
    name: "local response without a stop",
    body: 'this.sendLocalResponse(new LocalResponse(403).text("no"));',
  },
  {
    name: "return of true",
    members:
      "onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { return true; }",
  },
  {
    name: "return of nothing",
    members:
      "onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { return; }",
  },
  {
    name: "void callback",
    members: "onRequestHeaders(count: i32, endOfStream: bool): void {}",
  },
  {
    name: "bool callback",
    members:
      "onRequestHeaders(count: i32, endOfStream: bool): bool { return true; }",
  },
  {
    name: "status of another callback",
    members:
      "onRequestBody(size: i32, endOfStream: bool): FilterDataStatus { return FilterHeadersStatus.Continue; }",
  },
  {
    name: "misspelt callback",
    members: `onRequestHeader(count: i32, endOfStream: bool): FilterHeadersStatus { ${NEXT} }`,
  },
  {
    name: "misspelt status",
    members:
      "onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { return FilterHeadersStatus.Stop; }",
  },
  {
    name: "status as a text",
    members:
      'onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { return "continue"; }',
  },
  {
    name: "status as a boolean",
    body: 'if (this.request.headers.set("a", "b")) log.info("a");',
  },
  {
    name: "result of set as a boolean",
    body: 'const isSet: bool = this.request.headers.set("a", "b"); log.info(isSet.toString());',
  },
  { name: "ignored status", body: 'this.request.headers.set("a", "b");' },
  {
    name: "call without a type argument",
    body: 'new HttpCall("auth").path("/").send(this, (self, answer) => { self.continueRequest(); });',
  },
  {
    name: "call with one parameter",
    body: 'new HttpCall("auth").path("/").send<Filter>(this, (self) => { self.continueRequest(); });',
  },
  {
    name: "call with the answer alone",
    body: 'new HttpCall("auth").path("/").send<Filter>((answer) => {});',
  },
  {
    name: "call with headers as an object",
    body: 'new HttpCall("auth").headers({ "x-a": "b" });',
  },
  {
    name: "field named root",
    members: `root: string = "";\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { ${NEXT} }`,
  },
  {
    name: "field named request",
    members: `request: string = "";\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { ${NEXT} }`,
  },
  {
    name: "field named count",
    members: `count: i32 = 0;\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { this.count++; ${NEXT} }`,
  },
  {
    name: "constructor without super",
    members: `constructor() { log.info("a"); }\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { ${NEXT} }`,
  },
  {
    name: "constructor with this before super",
    members: `name: string;\nconstructor() { this.name = "a"; super(); }\nonRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus { ${NEXT} }`,
  },
  { name: "unknown property of the SDK's class", body: "this.nothing();" },
  {
    name: "private method from outside",
    top: "class Other { private secret(): void {} }",
    body: "new Other().secret();",
  },
  {
    name: "bytes of a body as an index",
    body: "const b = this.request.body.get(); if (b != null) log.info(b.length.toString());",
  },
  {
    name: "registration of an object",
    top: "registerHttpContext(new Filter());",
  },
  {
    name: "a response by its parts",
    body: 'this.sendLocalResponse(403, "no");',
  },
  { name: "a response by its status", body: "this.sendLocalResponse(403);" },
  {
    name: "setTimeout without a context",
    top: 'import { setTimeout } from "proxy-wasm-as";',
    body: 'setTimeout(() => log.info("a"), 100);',
  },
  {
    name: "unknown method of headers",
    body: 'this.request.headers.getOrDefault("x", "");',
  },
  {
    name: "unknown method of a JSON value",
    body: `const c = parseJson("{}")!; c.getString("a");`,
  },
  {
    name: "unknown method of the environment",
    body: 'process.env.has("HOME");',
    isMistake: true,
  },
];
