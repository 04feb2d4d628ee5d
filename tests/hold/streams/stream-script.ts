import type { Random } from "../../fuzz/random.ts";

/** What one end of a stream sends at a time. */
export type Part = "headers" | "data" | "end" | "trailers" | "reset";

/** What is sent in a phase, by one end: the other one is quiet, so that neither is first. */
export interface Turn {
  side: "client" | "server";
  parts: Part[];
}

/** What a stream does in each phase. */
export interface StreamScript {
  turns: (Turn | undefined)[];
  /**
   * Whether the client sends a reset together with what comes before it: then time decides
   * what the server sees.
   */
  isWild: boolean;
}

/** Phases in which streams do something, all of them at the same time. */
export const PHASES = 12;

/** Returns what a stream does; one in three is reset at a random point, by either end. */
export function randomStream(random: Random): StreamScript {
  const isWild = random.oneIn(10);
  const left = { client: message(random), server: message(random) };
  const resetBy = random.oneIn(3)
    ? random.pick(["client", "server"] as const)
    : undefined;
  const resetAt = 1 + random.below(PHASES - 1);
  const turns: StreamScript["turns"] = [{ side: "client", parts: ["headers"] }];
  left.client.shift();
  for (let phase = 1; phase < PHASES; phase++) {
    // A reset of what both ends have ended would end the connection.
    if (left.client.length + left.server.length === 0) break;
    if (!isWild && phase === resetAt && resetBy !== undefined) {
      turns.push({ side: resetBy, parts: ["reset"] });
      break;
    }
    if (isWild && phase === resetAt) {
      const data = left.client.filter((part) => part === "data");
      turns.push({ side: "client", parts: [...data, "reset"] });
      break;
    }
    const side = random.oneIn(2) ? "client" : "server";
    const parts = left[side].splice(0, random.below(3));
    turns.push(parts.length > 0 ? { side, parts } : undefined);
  }
  return { turns, isWild };
}

function message(random: Random): Part[] {
  const data = random.some(4, (): Part => "data");
  return ["headers", ...data, random.oneIn(3) ? "trailers" : "end"];
}
