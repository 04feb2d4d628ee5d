import { editDistance } from "./edit-distance.js";
import { OTHER_NAMES } from "./other-names.js";

/** The letters of a name that is so long as to have two of them wrong. */
const LONG = 8;

/**
 * Returns the callback that a name is meant for.
 *
 * @param {string[]} callbacks
 * @param {string} name
 * @returns {string | undefined}
 */
export function nearestCallback(callbacks, name) {
  const plain = plainName(name);
  const known = OTHER_NAMES[plain];
  if (known === "constructor" || callbacks.includes(known)) return known;
  if (!/^(on|create)/.test(plain)) return undefined;
  const wrong = plain.length < LONG ? 1 : 2;
  const [first] = callbacks
    .map((callback) => ({
      callback,
      distance: editDistance(plain, plainName(callback)),
    }))
    .filter(({ distance }) => distance <= wrong)
    .toSorted((one, other) => one.distance - other.distance);
  return first?.callback;
}

/**
 * `on_request_headers` and `OnRequestHeaders` → `onrequestheaders`.
 *
 * @param {string} name
 */
function plainName(name) {
  return name.replaceAll("_", "").toLowerCase();
}

/**
 * Says that the proxy does not call a method.
 *
 * @param {string} name
 * @param {string} advice What to write: "write onTick".
 */
export function notCalled(name, advice) {
  return `The proxy does not call ${name}: ${advice}. A method of your own needs another name.`;
}
