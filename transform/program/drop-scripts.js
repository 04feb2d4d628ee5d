import { NO_LIMIT, SCRIPT_NAMES, WAIT_LIMIT } from "../contract/sdk.js";
import { switchOff } from "./switch-off.js";
import { textsOfAuthors } from "../source/sdk.js";

/** What makes calls by code that waits, for contexts of callbacks as well. */
export const CALLS = /\b(CallPolicy|ResponseCache|SingleFlight)\b/;

/** What leads to code that waits. */
const WAITS = [SCRIPT_NAMES, CALLS, /\bfirstOf\b/];

/**
 * What sends a call whose answer a function gets, or a method of the context. Of the SDK,
 * only the keys of an issuer do; another one would be a compile error of `send`.
 */
const SENDS = /\b(send|dispatch|RemoteJwks)\b/;

/** What leads to a pause, and to the tick at which a task begins. */
export const PAUSES =
  /\b(Pause|sleep|PluginTask(Of)?|CallPolicy|ResponseCache|SingleFlight)\b/;

/** What leads to a function that is called after a time. */
export const TIMERS = /\bset(Timeout|Interval)\b/;

/** What makes something that can end the wait for a message. */
const LIMITS = /\b(Pause|Pending)\b|\bbegin\s*\(/;

/** What leads to headers that are held while their body is read. */
const HELD_HEADERS = /\bholdHeaders\b/;

/**
 * Drops what the SDK has for scripts that wait, where no source has any, not even a
 * library's. It reads the text, and keeps all of it when in doubt.
 *
 * @param {import("assemblyscript").Program} program
 */
export function dropScripts(program) {
  switchOff(program, "LACKS_TRANSFORM");
  const texts = textsOfAuthors(program);
  if (!texts.some((text) => WAITS.some((each) => each.test(text))))
    switchOff(program, "HAS_SCRIPTS");
  if (!texts.some((text) => SENDS.test(text)))
    switchOff(program, "SENDS_CALLS");
  if (!texts.some((text) => CALLS.test(text)))
    switchOff(program, "NESTS_SCRIPTS");
  if (!texts.some((text) => PAUSES.test(text)))
    switchOff(program, "HAS_PAUSES");
  if (!texts.some((text) => TIMERS.test(text)))
    switchOff(program, "HAS_TIMERS");
  if (!texts.some((text) => LIMITS.test(text))) dropLimits(program);
  if (!texts.some((text) => HELD_HEADERS.test(text)))
    switchOff(program, "HAS_HELD_HEADERS");
}

/**
 * Drops what can end the wait for a message: its class would be in the module as the type
 * of a parameter that nothing is passed for.
 *
 * @param {import("assemblyscript").Program} program
 */
function dropLimits(program) {
  switchOff(program, "HAS_WAIT_LIMITS");
  const { declaration } =
    /** @type {import("assemblyscript").TypeDefinition} */ (
      program.elementsByName.get(WAIT_LIMIT)
    );
  const type = /** @type {import("assemblyscript").NamedTypeNode} */ (
    /** @type {import("assemblyscript").TypeDeclaration} */ (declaration).type
  );
  type.name.identifier.text = NO_LIMIT.slice(NO_LIMIT.lastIndexOf("/") + 1);
}
