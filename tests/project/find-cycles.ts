import type { ImportGraph } from "./import-graph.ts";

/** Returns one cycle for each import that closes one, each cycle once. */
export function findCycles(graph: ImportGraph): string[][] {
  const found = new Map<string, string[]>();
  for (const [from, targets] of graph) {
    for (const to of targets) {
      const cycle = findCycle(graph, from, to);
      const key = cycle && [...new Set(cycle)].sort().join();
      if (key !== undefined && !found.has(key)) found.set(key, cycle!);
    }
  }
  return [...found.values()];
}

/** Returns the shortest way `from` → `to` → … → `from`, if there is one. */
export function findCycle(
  graph: ImportGraph,
  from: string,
  to: string,
): string[] | undefined {
  if (!graph.get(from)?.includes(to)) return undefined;
  const ways = [[from, to]];
  const seen = new Set<string>();
  for (const way of ways) {
    const last = way[way.length - 1];
    if (last === from) return way;
    if (seen.has(last)) continue;
    seen.add(last);
    ways.push(...(graph.get(last) ?? []).map((next) => [...way, next]));
  }
  return undefined;
}
