import { InvalidArgumentError } from "commander";
import type { Properties, Property } from "../../host/index.ts";

/** The parts of a path, of which none is empty. */
const PATH = /^[^.=]+(\.[^.=]+)*$/;

/**
 * Adds a `PATH=VALUE` of a command line to the ones before it. A value that is JSON is
 * read as such, so that a name with dots goes into an object; any other is text.
 *
 *     addProperty("source.port=80"); // { source: { port: 80 } }
 *     addProperty('xds.node={"id":"a"}', { xds: { route_name: "r" } });
 */
export function addProperty(text: string, before: Properties = {}): Properties {
  const at = text.indexOf("=");
  const path = text.slice(0, at);
  if (at < 0 || !PATH.test(path)) {
    throw new InvalidArgumentError(
      "It must be PATH=VALUE, such as source.port=80.",
    );
  }
  const value = valueOf(text.slice(at + 1));
  const nested = path
    .split(".")
    .reduceRight<Property>((inner, name) => ({ [name]: inner }), value);
  return merged(before, nested as Properties);
}

function valueOf(text: string): Property {
  try {
    return encoded(JSON.parse(text) as Property);
  } catch {
    return encoded(text);
  }
}

/** The emulator keeps a text as its bytes, one character each. */
function encoded(value: Property): Property {
  if (typeof value === "string") return Buffer.from(value).toString("latin1");
  if (Array.isArray(value)) return value.map((each: Property) => encoded(each));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as Properties);
  return Object.fromEntries(
    entries.map(([name, each]) => [name, encoded(each)]),
  );
}

function merged(first: Properties, second: Properties): Properties {
  const result = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const known = result[name];
    result[name] =
      isGroup(known) && isGroup(value) ? merged(known, value) : value;
  }
  return result;
}

function isGroup(value: Property | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
