import { MEMBERS } from "./table/members.js";
import { MODULES } from "./table/modules.js";
import { NAMES } from "./table/names.js";
import { NULL } from "./table/null.js";
import { NUMBERS } from "./table/numbers.js";
import { SYNTAX } from "./table/syntax.js";
import { TYPES } from "./table/types.js";
import { VALUES } from "./table/values.js";

/** All habits. The first that fits a diagnostic explains it. */
export const HABITS = [
  ...SYNTAX,
  ...MODULES,
  ...NAMES,
  ...MEMBERS,
  ...TYPES,
  ...NULL,
  ...NUMBERS,
  ...VALUES,
];
