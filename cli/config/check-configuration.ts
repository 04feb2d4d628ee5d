import { CliError } from "../base/cli-error.ts";
import { printable } from "../base/printable.ts";
import type { JsonSchema } from "./configuration-reader.ts";
import type { PlaceOptions, Position } from "../yaml/line-of.ts";
import type { ConfigurationFault } from "./configuration-faults.ts";
import { readJsonText } from "./json-text.ts";

/** A configuration, and where it was written. */
export interface WrittenConfiguration {
  /** As the plugin gets it, if it is a text; else what becomes JSON. */
  value: unknown;
  /** The file, or what else it was given by. */
  source: string;
  /** The place of something in it, where the source is a file that has it. */
  positionOf: (
    path: (string | number)[],
    options: PlaceOptions,
  ) => Position | undefined;
}

/**
 * Throws a {@link CliError} with all that a filter would refuse in its configuration,
 * each with its file, line and column.
 *
 *     await checkConfiguration(schema, { value, source: "deployment.yaml", positionOf });
 */
export async function checkConfiguration(
  schema: JsonSchema,
  { value, source, positionOf }: WrittenConfiguration,
): Promise<void> {
  const { configurationFaults, pathText } =
    await import("./configuration-faults.ts");
  const isText = typeof value === "string";
  const read: Read = isText ? readText(value) : { value: value ?? {} };
  const faults: ConfigurationFault[] =
    read.what === undefined
      ? await configurationFaults(schema, read.value, read.rounded)
      : [{ path: [], isKey: false, message: `$: it is ${read.what}` }];
  const repeated = (read.repeated ?? []).map((path) => ({
    path,
    isKey: true,
    message: `${pathText(path)}: the key is there twice`,
  }));
  faults.push(...repeated);
  if (faults.length === 0) return;
  const { offset } = read;
  const placed = faults.map(({ path, isKey, message }) => ({
    message,
    place: positionOf(isText ? [] : path, {
      ofKey: isKey,
      ...(isText && { inText: offset ?? path }),
    }),
  }));
  const lines = placed
    .toSorted((one, other) => order(one.place, other.place))
    .map(({ message, place }) => {
      const at = place ? `${source}:${place.line}:${place.column}` : source;
      const more =
        place || offset === undefined ? "" : ` at position ${offset}`;
      return `  ${at}: ${printable(message)}${more}`;
    });
  throw new CliError(
    `The filter would refuse its configuration:\n${lines.join("\n")}`,
    { exitStatus: 2 },
  );
}

function order(one?: Position, other?: Position): number {
  if (!one || !other) return 0;
  return one.line - other.line || one.column - other.column;
}

/** What was read, or what is wrong with all of it, and how far into the text that is. */
interface Read {
  value?: unknown;
  repeated?: (string | number)[][];
  rounded?: ReadonlyMap<string, string>;
  what?: string;
  offset?: number;
}

function readText(text: string): Read {
  if (text === "") return { value: {} };
  try {
    const { isTooDeep, ...read } = readJsonText(text);
    return isTooDeep ? { what: "nested too deeply" } : read;
  } catch (error) {
    // The rest of Node's message may show what is there: it may be a secret.
    const [, at] = /at position (\d+)/.exec((error as Error).message) ?? [];
    const end = text.trimEnd().length;
    return { what: "not JSON", offset: Math.min(Number(at ?? end), end) };
  }
}
