import { ERRORS } from "./cases/errors.ts";
import { FUNCTIONS } from "./cases/functions.ts";
import { GLOBALS } from "./cases/globals.ts";
import { LOOPS } from "./cases/loops.ts";
import { MODULES } from "./cases/modules.ts";
import { NULL } from "./cases/null.ts";
import { NUMBERS } from "./cases/numbers.ts";
import { SDK } from "./cases/sdk.ts";
import { STRINGS } from "./cases/strings.ts";
import { TYPES } from "./cases/types.ts";
import type { HabitCase } from "./cases/case.ts";

/** All cases, by topic. */
export const TOPICS: Record<string, HabitCase[]> = {
  functions: FUNCTIONS,
  loops: LOOPS,
  null: NULL,
  numbers: NUMBERS,
  types: TYPES,
  strings: STRINGS,
  globals: GLOBALS,
  errors: ERRORS,
  modules: MODULES,
  sdk: SDK,
};

const IMPORT = `import { FilterDataStatus, FilterHeadersStatus, HttpCall, HttpCallResponse, HttpContext, LocalResponse, log, parseJson, registerHttpContext, registerRootContext, RootContext, SharedData, Status } from "proxy-wasm-as";`;

/** Returns a case as a whole filter, registered under the case's name. */
export function sourceOf({
  name,
  top = "",
  members = "",
  body = "",
}: HabitCase): string {
  const callback = /\bonRequestHeaders\b/.test(members)
    ? ""
    : `onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {\n${body}\nreturn FilterHeadersStatus.Continue;\n}\n`;
  const root = /class (\w+) extends RootContext/.exec(top)?.[1];
  const registration =
    root === undefined
      ? "registerHttpContext<Filter>"
      : `registerRootContext<${root}>`;
  return `${IMPORT}
${top}
class Filter extends HttpContext {
${members}
${callback}}
${registration}(${JSON.stringify(name)});
`;
}
