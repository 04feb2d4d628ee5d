import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../../scripts/project/project-files.ts";

/** Where cases are kept that were found once, and are tried again each time. */
export const CASES = join(ROOT, "tests/hold/cases");

/** A case that a campaign has found: what it was given, and what it saw. */
export interface FoundCase {
  /** The campaign that found it. */
  campaign: string;
  /** What was wrong, in a line or more. */
  fault: string;
  /** Everything that the campaign needs to do it again. */
  given: unknown;
}

/** Writes a case to a file of its own; returns its path. */
export async function writeCase(
  name: string,
  found: FoundCase,
): Promise<string> {
  const file = join(CASES, `${name.replaceAll(/[^\w.-]+/g, "-")}.json`);
  await mkdir(CASES, { recursive: true });
  await writeFile(file, `${JSON.stringify(found, encode, 2)}\n`);
  return file;
}

/** Reads the cases of a campaign, by the names of their files. */
export async function readCases(
  campaign: string,
): Promise<Map<string, FoundCase>> {
  const cases = new Map<string, FoundCase>();
  for (const name of (await readdir(CASES)).toSorted()) {
    if (!name.endsWith(".json")) continue;
    const text = await readFile(join(CASES, name), "utf8");
    const found = JSON.parse(text, decode) as FoundCase;
    if (found.campaign === campaign) cases.set(name, found);
  }
  return cases;
}

// JSON has neither large integers nor bytes.
function encode(key: string, value: unknown): unknown {
  if (typeof value === "bigint") return { integer: String(value) };
  // A buffer has become an object of its own before it gets here.
  const { type, data } = (value ?? {}) as { type?: string; data?: number[] };
  if (type === "Buffer") {
    return { base64: Buffer.from(data ?? []).toString("base64") };
  }
  return value;
}

function decode(key: string, value: unknown): unknown {
  const { integer, base64 } = (value ?? {}) as Record<string, string>;
  if (integer !== undefined) return BigInt(integer);
  if (base64 !== undefined) return Buffer.from(base64, "base64");
  return value;
}
