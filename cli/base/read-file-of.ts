import { readFile } from "node:fs/promises";
import { CliError } from "./cli-error.ts";

/** What the system's error codes mean to somebody who named a file. */
const REASONS: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "its permissions forbid it",
  EPERM: "its permissions forbid it",
  EROFS: "nothing can be written there",
  EEXIST: "a part of its path is not a folder",
  ENOTDIR: "a part of its path is not a folder",
  ENAMETOOLONG: "its name is too long",
  ELOOP: "its links lead back to each other",
  ENOSPC: "no space is left there",
  EDQUOT: "no space is left there for this user",
  EFBIG: "it would be larger than a file may be",
  EMFILE: "this process has too many files open",
  EBUSY: "something else uses it",
  EIO: "the device fails",
};

/** What to do where the module of a project is missing. */
export const BUILD_FIRST = 'run "proxy-wasm build" first';

/**
 * Why the system refused a file, in words.
 *
 *     fileReason(error); // "it is a folder"
 */
export function fileReason(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

/**
 * Reads a file that the user named.
 *
 * `what` says what the file should be, and `advice` what to do if there is none. Throws a
 * {@link CliError} if it cannot be read.
 *
 *     await readFileOf("the module", "build/release.wasm");
 */
export async function readFileOf(
  what: string,
  file: string,
  advice?: string,
): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const todo = isMissing && advice !== undefined ? `; ${advice}` : "";
    const reason = fileReason(cause) + todo;
    throw new CliError(`Cannot read ${what} ${file}: ${reason}.`, { cause });
  }
}
