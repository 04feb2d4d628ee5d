import { CliError } from "../base/cli-error.ts";
import { printable } from "../base/printable.ts";
import type { JsonSchema } from "./configuration-reader.ts";
import type { Position } from "../yaml/line-of.ts";
import type { ConfigurationFault } from "./configuration-faults.ts";

/** A configuration, and where it was written. */
export interface WrittenConfiguration {
  /** As the plugin gets it, if it is a text; else what becomes JSON. */
  value: unknown;
  /** The file, or what else it was given by. */
  source: string;
  /** The place of something in it, where the source is a file that has it. */
  positionOf: (
    path: (string | number)[],
    options: { ofKey: boolean },
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
  const read = isText ? readText(value) : { value: value ?? {} };
  const faults: ConfigurationFault[] =
    "fault" in read
      ? [{ path: [], isKey: false, message: `$: ${read.fault}` }]
      : await configurationFaults(schema, read.value);
  if (isText && !("fault" in read)) {
    const { repeatedKeys } = await import("./repeated-keys.ts");
    const repeated = repeatedKeys(value).map((path) => ({
      path,
      isKey: true,
      message: `${pathText(path)}: the key is there twice`,
    }));
    faults.push(...repeated);
  }
  if (faults.length === 0) return;
  const placed = faults.map(({ path, isKey, message }) => ({
    message,
    // What is in a text has the text's place.
    place: positionOf(isText ? [] : path, { ofKey: isKey && !isText }),
  }));
  const lines = placed
    .toSorted((one, other) => order(one.place, other.place))
    .map(({ message, place }) => {
      const at = place ? `${source}:${place.line}:${place.column}` : source;
      return `  ${at}: ${printable(message)}`;
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

function readText(text: string): { value: unknown } | { fault: string } {
  try {
    return { value: text === "" ? {} : JSON.parse(text) };
  } catch (error) {
    return { fault: `it is not JSON${placeIn((error as Error).message)}` };
  }
}

/** Where a text is not JSON. Node's message may show what is there: it may be a secret. */
function placeIn(message: string): string {
  const [, position] = /at position (\d+)/.exec(message) ?? [];
  return position === undefined ? "" : ` at position ${position}`;
}
