import { copyFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { packageRoot } from "../../cli/base/package-root.ts";
import { askServer } from "../ask-server.js";
import { packInto } from "../pack-into.js";
import { SOCKET_VARIABLE } from "../socket-variable.js";

/**
 * Puts this package, packed as for publishing, into a folder; returns the file. The tests
 * of a run pack it once.
 */
export async function packPackage(folder: string): Promise<string> {
  const socket = process.env[SOCKET_VARIABLE];
  if (socket === undefined) return packInto(folder, packageRoot());
  const packed = (await askServer(socket, { packed: true })) as string;
  const file = join(folder, basename(packed));
  await copyFile(packed, file);
  return file;
}
