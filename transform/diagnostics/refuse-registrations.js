import {
  basesOf,
  isBelow,
  isClass,
  sdkClass,
} from "../source/filter-sources.js";
import { IS_ABSTRACT, IS_HIDDEN, REQUIRED } from "../contract/compiler.js";
import {
  HTTP_CONTEXT,
  HTTP_HANDLER,
  PLUGIN_TASK,
  ROOT_CONTEXT,
  STREAM_CONTEXT,
  STREAM_HANDLER,
} from "../contract/sdk.js";
import { refuse } from "./refuse.js";
import { typeOf } from "../source/resolve.js";

/**
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("../source/registrations.js").Registration} Registration
 */

/**
 * What each function registers, its class, and what else makes one. Handlers first, as
 * they are contexts, too.
 */
const KINDS = [
  {
    by: "registerHttpHandler",
    kind: "HttpHandler",
    class: HTTP_HANDLER,
    method: "createHttpContext",
  },
  {
    by: "registerStreamHandler",
    kind: "StreamHandler",
    class: STREAM_HANDLER,
    method: "createStreamContext",
  },
  {
    by: "registerPluginTask",
    kind: "PluginTask",
    class: PLUGIN_TASK,
    method: undefined,
  },
  {
    by: "registerHttpContext",
    kind: "HttpContext",
    class: HTTP_CONTEXT,
    method: "createHttpContext",
  },
  {
    by: "registerStreamContext",
    kind: "StreamContext",
    class: STREAM_CONTEXT,
    method: "createStreamContext",
  },
  {
    by: "registerRootContext",
    kind: "RootContext",
    class: ROOT_CONTEXT,
    method: undefined,
  },
];

/**
 * Makes it an error to register a root id again: the module would not load.
 *
 * @param {Program} program
 * @param {Registration[]} registrations
 */
export function refuseRepeatedIds(program, registrations) {
  /** @type {Set<string>} */
  const known = new Set();
  for (const { call, isStatement, node } of registrations) {
    if (!call || !isStatement) continue;
    const [argument] = call.args;
    const id = argument ? literalOf(argument) : "";
    if (id === undefined) continue;
    if (known.has(id))
      refuse(
        program,
        (argument ?? node).range,
        `The root id "${id}" is registered already: give each its own.`,
      );
    known.add(id);
  }
}

/**
 * Returns the text that an expression is, where it is one.
 *
 * @param {import("assemblyscript").Expression} expression
 */
function literalOf(expression) {
  const value = "value" in expression ? expression.value : undefined;
  return typeof value === "string" ? value : undefined;
}

/**
 * Makes it an error to register what the SDK cannot make: a class of another kind, an
 * abstract one, and one whose constructor wants arguments.
 *
 * @param {Program} program
 * @param {Registration[]} registrations
 */
export function refuseRegistrations(program, registrations) {
  for (const { name, call, file } of registrations) {
    const [argument] = call?.typeArguments ?? [];
    const registered = argument && typeOf(file, argument);
    if (!registered || !isClass(registered)) continue;
    const problem =
      problemOfKind(program, name, registered) ??
      problemOfMaking(name, registered);
    if (problem) refuse(program, argument.range, problem);
  }
}

/**
 * @param {Program} program
 * @param {string} name
 * @param {ClassPrototype} registered
 */
function problemOfKind(program, name, registered) {
  const kinds = KINDS.map((each) => ({
    ...each,
    base: sdkClass(program, each.class),
  }));
  const wanted = kinds.find(({ by }) => by === name);
  if (!wanted || isBelow(registered, wanted.base)) return undefined;
  if (registered === wanted.base) return undefined;
  const right = kinds.find(({ base }) => isBelow(registered, base));
  return right
    ? `${registered.name} extends ${right.kind}: register it by ${right.by}.`
    : `${name} wants a class that extends ${wanted.kind}, and ${registered.name} does not.`;
}

/**
 * @param {string} name
 * @param {ClassPrototype} registered
 */
function problemOfMaking(name, registered) {
  const { name: what } = registered;
  if (registered.is(IS_ABSTRACT))
    return `${name} makes ${what}, which is abstract: register a class that extends it.`;
  const constructor = [registered, ...basesOf(registered)]
    .map(({ constructorPrototype }) => constructorPrototype)
    .find((each) => each !== null);
  if (!constructor) return undefined;
  if (constructor.isAny(IS_HIDDEN))
    return `${name} makes ${what}, whose constructor is private or protected.`;
  const wanted = constructor.functionTypeNode.parameters.filter(
    ({ initializer, parameterKind }) =>
      !initializer && parameterKind === REQUIRED,
  );
  if (wanted.length === 0) return undefined;
  const names = wanted.map((each) => each.name.text).join(", ");
  const method = KINDS.find(({ by }) => by === name)?.method;
  const advice = method
    ? `register a RootContext whose ${method} returns new ${what}(…)`
    : "leave them out, or give them defaults";
  return `${name} makes ${what} without arguments, and its constructor wants ${names}: ${advice}.`;
}
