import { readdirSync, readFileSync } from "node:fs";

/**
 * The CPU time of all threads of a process, user and system, in microseconds. It is
 * exact to the nanosecond if the kernel counts that, otherwise to the clock tick.
 *
 *     const before = cpuTime(envoy.pid);
 */
export function cpuTime(pid: number): number {
  const folder = `/proc/${pid}/task`;
  try {
    return readdirSync(folder)
      .map((thread) => read(`${folder}/${thread}/schedstat`).split(" ")[0])
      .reduce((sum, nanoseconds) => sum + Number(nanoseconds) / 1000, 0);
  } catch {
    return tickedTime(pid);
  }
}

/** The resident memory of a process in KiB. */
export function residentMemory(pid: number): number {
  return statusOf(pid, "VmRSS");
}

/** The anonymous part of the resident memory, in KiB. */
export function anonymousMemory(pid: number): number {
  return statusOf(pid, "RssAnon");
}

function statusOf(pid: number, name: string): number {
  const line = new RegExp(`^${name}:\\s+(\\d+)`, "m");
  return Number(line.exec(read(`/proc/${pid}/status`))?.[1]);
}

/** utime + stime, which Linux reports in hundredths of a second. */
function tickedTime(pid: number): number {
  const text = read(`/proc/${pid}/stat`);
  // The program's name, in parentheses, may contain spaces.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

function read(path: string): string {
  return readFileSync(path, "utf8");
}
