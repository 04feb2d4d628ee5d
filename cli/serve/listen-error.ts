import { readdir, readFile, readlink } from "node:fs/promises";
import { MAX_PORT } from "../base/host-port.ts";
import { CliError } from "../base/cli-error.ts";

/**
 * Why a server cannot listen to a port, and what to do.
 *
 *     throw await listenError(10000, error); // "… node (process 42) has the port; …"
 */
export async function listenError(
  port: number,
  cause: NodeJS.ErrnoException,
): Promise<Error> {
  const where = `Cannot listen on 127.0.0.1:${port}`;
  if (cause.code === "EADDRINUSE") {
    const owner = await ownerOf(port);
    const who = owner ?? "another program";
    const next = port < MAX_PORT ? port + 1 : port - 1;
    return new CliError(
      `${where}: ${who} has the port; end it, or choose another with --port ${next}.`,
      { cause },
    );
  }
  if (cause.code === "EACCES") {
    return new CliError(
      `${where}: ports below 1024 need root; choose another with --port 10000.`,
      { cause },
    );
  }
  return cause;
}

/** How the kernel says that a socket listens. */
const LISTENS = "0A";

/** The program that listens to a port; undefined where the system does not tell. */
async function ownerOf(port: number): Promise<string | undefined> {
  const inode = await inodeOf(port);
  if (inode === undefined) return undefined;
  const target = `socket:[${inode}]`;
  const all = await readdir("/proc").catch(() => []);
  for (const pid of all.filter((name) => /^\d+$/.test(name))) {
    if (!(await hasOpen(pid, target))) continue;
    const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
    return `${name.trim() || "a program"} (process ${pid})`;
  }
  return undefined;
}

/** The number of the socket that listens to a port on this machine. */
async function inodeOf(port: number): Promise<string | undefined> {
  const end = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    const text = await readFile(table, "utf8").catch(() => "");
    for (const line of text.split("\n").slice(1)) {
      const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
      if (local.endsWith(end) && state === LISTENS) return inode;
    }
  }
  return undefined;
}

async function hasOpen(pid: string, target: string): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  // Those of other users cannot be read.
  const files = await readdir(folder).catch(() => []);
  const links = await Promise.all(
    files.map((file) => readlink(`${folder}/${file}`).catch(() => "")),
  );
  return links.includes(target);
}
