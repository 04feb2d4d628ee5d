import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import {
  lstat,
  mkdir,
  open,
  realpath,
  rename,
  stat,
  type FileHandle,
} from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { onProcessEnd } from "../base/process-end.ts";
import { fileReason } from "../base/read-file-of.ts";
import { ImageError } from "./image-error.ts";

/** The content of a file, or a function that writes it. */
export type FileContent =
  Uint8Array | string | ((file: FileHandle) => Promise<void>);

/**
 * Writes a file in one step, with the folders above it: others see the old file
 * or the new one, whole, and a failure or a signal leaves nothing behind. A link to
 * a file is followed. A pipe, `/dev/null` and other special files are written to
 * instead.
 *
 *     await replaceFile("build/plugin.wasm", module);
 */
export async function replaceFile(
  path: string,
  content: FileContent,
  mode = 0o666,
): Promise<void> {
  try {
    const target = await replaceable(path);
    if (target === undefined) await writeTo(path, content);
    else await replace(target, content, mode);
  } catch (error) {
    // An error from the source of the content has its own sentence.
    if (!(error instanceof Error) || !("syscall" in error)) throw error;
    throw notWritten(path, error);
  }
}

/** Says why the system let nothing be written to a path. */
export function notWritten(path: string, cause: unknown): ImageError {
  const reason = fileReason(cause);
  return new ImageError("NOT_WRITTEN", `Cannot write ${path}: ${reason}.`, {
    cause,
  });
}

/** The file that a new one replaces; undefined for a special file. */
async function replaceable(path: string): Promise<string | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined || found.isFile() || found.isDirectory()) return path;
  // A link in these folders stands for an open file of a process.
  if (!found.isSymbolicLink() || /^\/(dev|proc)\//.test(path)) return undefined;
  const target = await realpath(path).catch(() => undefined);
  const isFile = target !== undefined && (await stat(target)).isFile();
  return isFile ? target : undefined;
}

async function writeTo(path: string, content: FileContent): Promise<void> {
  const file = await open(path, "a");
  try {
    if (typeof content === "function") await content(file);
    else await file.writeFile(content);
  } finally {
    await file.close();
  }
}

async function replace(
  path: string,
  content: FileContent,
  mode: number,
): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  if ((await stat(path).catch(() => undefined))?.isDirectory()) {
    const message = `Cannot write ${path}: it is a folder.`;
    throw new ImageError("NOT_WRITTEN", message);
  }
  const unique = randomBytes(6).toString("hex");
  const next = join(folder, `.${basename(path)}.${unique}.tmp`);
  const discard = () => rmSync(next, { force: true });
  const cancel = onProcessEnd(discard);
  try {
    const file = await open(next, "wx", mode);
    try {
      if (typeof content === "function") await content(file);
      else await file.writeFile(content);
      // So that after a power cut, too, no name is there before its bytes.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(next, path);
  } catch (error) {
    discard();
    throw error;
  } finally {
    cancel();
  }
}
