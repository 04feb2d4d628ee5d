// @ts-check
import { START } from "../../../transform/contract/compiler.js";
import {
  BEGIN_ENTRY,
  COLLECT_AFTER,
  COLLECT_UNLESS_NESTED,
  END_ENTRY,
  OUT_OF_MEMORY,
} from "../../../transform/contract/runtime.js";

/**
 * What the golden text of a pass is made of.
 *
 * @typedef {object} GoldenCase
 * @property {string} pass
 * @property {string} input In `filters/golden/`.
 * @property {"debug" | "release"} [target] Release, where nothing is said.
 * @property {string} [config] In `filters/golden/`: asconfig.json, where nothing is said.
 * @property {string[]} [args] More arguments for asc.
 * @property {RegExp} shows Tells by the name which functions, and exports, it shows.
 */

/** @param {string[]} names */
const named = (...names) => new RegExp(`^(${names.join("|")})$`);

/** @type {GoldenCase[]} */
export const CASES = [
  {
    pass: "shareContext",
    input: "stateless",
    shows: /^export|proxy_on_response_headers$|registerHttpContext/,
  },
  { pass: "pruneCallbacks", input: "stateless", shows: /^export/ },
  { pass: "dropCallTimes", input: "calls", shows: /http-call\/|call-data\// },
  {
    pass: "dropHeldHeaders",
    input: "stateless",
    shows: /proxy_on_response_headers$|sent-headers\//,
  },
  {
    pass: "dropLongJson",
    input: "model",
    shows: /skip-value\/skipMoreSpace$/,
  },
  {
    pass: "dropNameChecks",
    input: "stateless",
    shows: /header-map\/|field-name\//,
  },
  {
    pass: "dropPhases",
    input: "stateless",
    shows: /message-phase\/|proxy_on_response_headers$/,
  },
  {
    pass: "dropScripts",
    input: "calls",
    shows: /callouts\/(proxy_on_http_call_response|showHttp)$/,
  },
  {
    pass: "dropRuntimeChecks",
    input: "garbage",
    args: ["--runtime", "incremental"],
    shows: /rt\/itcms\/__link$|rt\/tlsf\/checkUsedBlock$/,
  },
  {
    pass: "dropRuntimeMessages",
    input: "garbage",
    shows: /runtime\/heap\/allocate$/,
  },
  {
    pass: "replaceRuntime",
    input: "garbage",
    shows: /^~lib\/rt\/(tlsf|tcms)\/|rt\/__newBuffer$|garbage\/once$/,
  },
  {
    pass: "writeModels",
    input: "model",
    shows: /model\/Settings#sdk(From|Read)/,
  },
  {
    pass: "dropKeptHeaders",
    input: "stateless",
    shows: /kept-headers\/(noteEdit|dropKept|endKept)$/,
  },
  {
    pass: "dropCollector",
    input: "stateless",
    shows: named(
      BEGIN_ENTRY,
      END_ENTRY,
      COLLECT_AFTER,
      COLLECT_UNLESS_NESTED,
      OUT_OF_MEMORY,
    ),
  },
  {
    pass: "dropShadowStack",
    input: "stateless",
    shows: /#onResponseHeaders$|~stack_check/,
  },
  {
    pass: "collectInLoops",
    input: "garbage",
    shows: /garbage\/(join|once)$|~stack_check/,
  },
  {
    pass: "dropBoundsChecks",
    input: "bytes",
    shows: /#onRequestBody$|~unchecked$/,
  },
  {
    pass: "nameCallers",
    input: "garbage",
    target: "debug",
    shows: /garbage\/once$|beginEntry$/,
  },
  {
    pass: "exportStart",
    input: "stateless",
    config: "asconfig.0.2.0.json",
    shows: new RegExp(`^export ${START}$`),
  },
  {
    pass: "dropBaseAllocation",
    input: "garbage",
    shows: /\/(Http|Stream)Context#constructor$/,
  },
  { pass: "visitorsToBitmaps", input: "garbage", shows: /garbage\/\w+~visit$/ },
  { pass: "noInline", input: "garbage", shows: /./ },
];
