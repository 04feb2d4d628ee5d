import { dirname } from "node:path/posix";
import { findCycles } from "./find-cycles.ts";
import type { ImportGraph } from "./import-graph.ts";

/** The folders whose own files count one by one, as layers of their own. */
const FILE_BY_FILE = [".", "assembly"];

/**
 * Returns a line for each cycle of folders that import each other: of any two
 * folders, wherever they are, and of the subfolders of one folder, each with all
 * that is in it. The files directly in a folder count as one more subfolder, `*`.
 */
export function folderFindings(graph: ImportGraph): string[] {
  const levels = new Map<string, Edge[]>();
  for (const [from, targets] of graph) {
    for (const to of targets) {
      if (!graph.has(to)) continue;
      addEdge(levels, "", [folderOf(from), folderOf(to)]);
      const parent = commonFolder(from, to);
      if (parent === ".") continue;
      addEdge(levels, parent, [partOf(parent, from), partOf(parent, to)]);
    }
  }
  const cycles = [...levels.values()].flatMap((edges) =>
    findCycles(folderGraph(edges)).map((cycle) => cycle.join(" → ")),
  );
  return [...new Set(cycles)].map(
    (cycle) => `${cycle}: folders import in one direction`,
  );
}

type Edge = [from: string, to: string];

function addEdge(levels: Map<string, Edge[]>, level: string, edge: Edge): void {
  if (edge[0] === edge[1]) return;
  levels.set(level, [...(levels.get(level) ?? []), edge]);
}

function folderGraph(edges: readonly Edge[]): ImportGraph {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of edges) {
    graph.set(from, (graph.get(from) ?? new Set()).add(to));
  }
  return new Map([...graph].map(([from, to]) => [from, [...to]]));
}

/** The folder that a file is in, or the file where it counts by itself. */
function folderOf(path: string): string {
  const folder = dirname(path);
  return FILE_BY_FILE.includes(folder) ? path : `${folder}/*`;
}

/** The subfolder of a folder that a file is in, or what its own files count as. */
function partOf(parent: string, path: string): string {
  const [first, ...rest] = path.slice(parent.length + 1).split("/");
  return rest.length > 0 ? `${parent}/${first}/` : folderOf(path);
}

/** The innermost folder that two files are both in. */
function commonFolder(first: string, second: string): string {
  let folder = dirname(first);
  while (folder !== "." && !second.startsWith(`${folder}/`)) {
    folder = dirname(folder);
  }
  return folder;
}
