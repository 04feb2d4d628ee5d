import { readFile } from "node:fs/promises";
import { CliError } from "../base/cli-error.ts";

/** A target of an asconfig.json. */
export interface Target {
  name: string;
  /** Where asc writes the module, from the folder of the asconfig.json. */
  outFile?: string;
}

/**
 * The targets in an asconfig.json, in the order of the file.
 *
 * Throws a {@link CliError} for a file that is absent, not JSON, or without
 * targets.
 *
 *     await readTargets("asconfig.json"); // [{ name: "debug", … }, …]
 */
export async function readTargets(file: string): Promise<Target[]> {
  const targets = Object.entries(targetsIn(parse(file, await read(file))));
  if (targets.length > 0) {
    return targets.map(([name, options]) => ({
      name,
      outFile: outFileOf(options),
    }));
  }
  throw new CliError(`Cannot build: ${file} has no targets.`);
}

/**
 * Throws a {@link CliError} if an asconfig.json lists no source itself: asc would then
 * print its help, whatever the file extends.
 *
 *     await requireEntries("asconfig.json");
 */
export async function requireEntries(file: string): Promise<void> {
  const config = parse(file, await read(file));
  const entries =
    config instanceof Object && "entries" in config ? config.entries : [];
  if (Array.isArray(entries) && entries.length > 0) return;
  throw new CliError(
    `Cannot build: ${file} lists no source; add "entries": ["assembly/index.ts"].`,
  );
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new CliError(
      `Cannot build: ${file} cannot be read; run this in the folder of a filter.`,
      { cause },
    );
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(`Cannot build: ${file} is not JSON: ${reason}`, {
      cause,
    });
  }
}

function targetsIn(config: unknown): object {
  if (!(config instanceof Object) || !("targets" in config)) return {};
  return config.targets instanceof Object ? config.targets : {};
}

function outFileOf(options: unknown): string | undefined {
  if (!(options instanceof Object) || !("outFile" in options)) return undefined;
  return typeof options.outFile === "string" ? options.outFile : undefined;
}
