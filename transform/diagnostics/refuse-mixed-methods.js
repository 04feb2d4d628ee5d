import { HTTP_HANDLER, STREAM_HANDLER } from "../contract/sdk.js";
import {
  basesOf,
  filterContexts,
  isBelow,
  isInPackage,
  sdkClass,
} from "../source/filter-sources.js";
import { isSdkPath } from "../source/sdk.js";
import { refuse } from "./refuse.js";

/** The methods of handlers, and the callbacks that run them. */
const METHODS = /** @type {const} */ ([
  ["onRequest", /^onRequest(Headers|Body|Trailers)$/],
  ["onResponse", /^onResponse(Headers|Body|Trailers)$/],
  ["onDownstream", /^on(NewConnection|DownstreamData)$/],
  ["onUpstream", /^onUpstreamData$/],
]);

/**
 * Makes it an error to override what runs a method of a handler beside the method: it
 * would never run, or miss what it waits for.
 *
 * @param {import("assemblyscript").Program} program
 */
export function refuseMixedMethods(program) {
  const handlers = [HTTP_HANDLER, STREAM_HANDLER].map((name) =>
    sdkClass(program, name),
  );
  for (const prototype of filterContexts(program)) {
    if (isInPackage(prototype.internalName)) continue;
    if (!handlers.some((handler) => isBelow(prototype, handler))) continue;
    const classes = [prototype, ...basesOf(prototype)].filter(
      ({ internalName }) => !isSdkPath(internalName),
    );
    const has = (/** @type {string} */ name) =>
      classes.some(({ instanceMembers }) => instanceMembers?.has(name));
    for (const member of prototype.instanceMembers?.values() ?? []) {
      const { name } = member;
      const found = METHODS.find(
        ([method, callbacks]) => callbacks.test(name) && has(method),
      );
      if (!found) continue;
      refuse(
        program,
        member.identifierNode.range,
        `${prototype.name} has ${found[0]}, and the SDK's ${name} runs it: move this code into ${found[0]}, or remove ${found[0]} and write callbacks only.`,
      );
    }
  }
}
