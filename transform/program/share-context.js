import { HTTP_CONTEXT } from "../contract/sdk.js";
import { switchOff } from "./switch-off.js";
import {
  filterContexts,
  isBelow,
  isInPackage,
  ownSources,
  sdkClass,
} from "../source/filter-sources.js";
import { hasOneRegistration } from "../source/registrations.js";

/** Methods that one instance can serve for all streams. */
const SHAREABLE = /^on(Request|Response)(Headers|Body|Trailers|Metadata)$/;

/**
 * What needs a context of its own for each stream, or the plugin's: to remember
 * it, the configuration, calls whose answers come later. A `this` that is not
 * followed by a dot is handed on, and may be kept.
 */
const NEEDS_CONTEXT =
  /\b(root|plugin|configuration|vmConfiguration|activate|continue\w+|close\w+|\w+Call|GrpcStream|RootContext|StreamContext)\b|\bthis\b(?!\s*\.)/;

/** The registration that needs no plugin. */
const REGISTERS_HTTP = "registerHttpContext";

/**
 * Lets one instance serve all streams of a filter that keeps no state, and drops
 * what makes and forgets contexts: the host then enters the VM only for what the
 * filter does. A filter counts as stateless where it registers one HTTP context
 * whose classes have no fields and no constructor, and whose methods are callbacks of
 * headers, bodies and trailers and helpers of their own. Reads the text, and
 * keeps the contexts when in doubt.
 *
 * @param {import("assemblyscript").Program} program
 * @param {import("../source/registrations.js").Registration[]} registrations
 */
export function shareContext(program, registrations) {
  const unused = isStateless(program, registrations)
    ? "HAS_CONTEXTS"
    : "HAS_SHARED";
  switchOff(program, unused);
  if (hasOneRegistration(registrations))
    switchOff(program, "HAS_SEVERAL_ROOTS");
}

/**
 * Tells whether a filter keeps no state: one instance can serve all its streams.
 *
 * @param {import("assemblyscript").Program} program
 * @param {import("../source/registrations.js").Registration[]} registrations
 */
export function isStateless(program, registrations) {
  const http = sdkClass(program, HTTP_CONTEXT);
  return (
    hasOneRegistration(registrations) &&
    registrations[0].name === REGISTERS_HTTP &&
    !ownSources(program).some(({ text }) => NEEDS_CONTEXT.test(text)) &&
    filterContexts(program).every(
      (each) => isBelow(each, http) && isStatelessClass(each),
    )
  );
}

/** @param {import("assemblyscript").ClassPrototype} prototype */
function isStatelessClass(prototype) {
  // A class of a package is not among the texts that were read.
  if (isInPackage(prototype.internalName)) return false;
  if (prototype.constructorPrototype) return false;
  return [...(prototype.instanceMembers ?? [])].every(([name, member]) => {
    // To the compiler a field is a property that has accessors of its own.
    const isProperty = "getterPrototype" in member;
    return !isProperty && (SHAREABLE.test(name) || !name.startsWith("on"));
  });
}
