import { liveBlocks } from "./node";

const TIMES = 10_000;

/** Returns by how many blocks memory has grown after 10,000 calls. */
export function blocksLost(call: () => void): i32 {
  call();
  __collect();
  const before = liveBlocks();
  for (let i = 0; i < TIMES; i++) call();
  __collect();
  return liveBlocks() - before;
}

/** Collects, and writes over what the collector freed. */
export function collectAndOverwrite(): void {
  __collect();
  const texts: string[] = [];
  const maps: Map<string, string>[] = [];
  for (let i = 0; i < 1_000; i++) {
    texts.push("overwritten".repeat(i & 31));
    maps.push(new Map<string, string>());
  }
}
