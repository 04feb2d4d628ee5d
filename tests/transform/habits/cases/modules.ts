import type { HabitCase } from "./case.ts";

export const MODULES: HabitCase[] = [
  {
    name: "import type",
    top: 'import type { HeaderMap } from "proxy-wasm-as";',
  },
  {
    name: "import of a type among names",
    top: 'import { type HeaderMap } from "proxy-wasm-as";',
  },
  {
    name: "export type",
    top: 'export type { HeaderMap } from "proxy-wasm-as";',
  },
  {
    name: "import of a module of Node",
    top: 'import { createHash } from "node:crypto";',
  },
  {
    name: "import of a module of Node by its old name",
    top: 'import { createHash } from "crypto";',
  },
  {
    name: "import of a module of Node's files",
    top: 'import * as fs from "fs/promises";',
  },
  { name: "import of an npm package", top: 'import { nanoid } from "nanoid";' },
  {
    name: "import of a scoped npm package",
    top: 'import { a } from "@scope/package";',
  },
  {
    name: "import of a package's default",
    top: 'import slugs from "some-slugs";',
  },
  { name: "import with .ts", top: 'import { x } from "./helper.ts";' },
  { name: "import with .js", top: 'import { x } from "./helper.js";' },
  { name: "import of JSON", top: 'import config from "./config.json";' },
  {
    name: "import of a missing file",
    isMistake: true,
    top: 'import { x } from "./missing";',
  },
  { name: "import of an alias", top: 'import { x } from "@/helper";' },
  {
    name: "import of an unknown name",
    top: 'import { Headers } from "proxy-wasm-as";',
    body: "new Headers();",
  },
  {
    name: "import of a misspelt name",
    top: 'import { HttpContex } from "proxy-wasm-as";',
    body: "",
  },
  {
    name: "import of the default",
    top: 'import sdk from "proxy-wasm-as";',
    body: "sdk.log;",
  },
  {
    name: "import of the namespace",
    top: 'import * as sdk from "proxy-wasm-as";',
    body: 'sdk.log.info("a");',
  },
  { name: "import for its effect", top: 'import "proxy-wasm-as";' },
  {
    name: "import with attributes",
    top: 'import config from "./config.json" with { type: "json" };',
  },
  { name: "import equals", top: 'import x = require("x");' },
  { name: "export default", top: "export default class Other {}" },
  { name: "export equals", top: "export = 1;" },
  { name: "export of a class", top: "export class Other { a: i32 = 1; }" },
  {
    name: "export of a function",
    top: 'export function hello(): string { return "a"; }',
  },
  { name: "top-level await", top: "await 1;" },
  { name: "module.exports", top: "module.exports = 1;" },
  { name: "use strict", top: '"use strict";' },
  { name: "triple-slash reference", top: '/// <reference types="node" />' },
  {
    name: "host call in the module",
    top: 'const started = SharedData.get("x");',
    body: "log.info(started!);",
  },
  {
    name: "let of the module",
    top: "let seen = 0;",
    body: "seen++; log.info(seen.toString());",
  },
];
