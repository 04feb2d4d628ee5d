import { once } from "node:events";
import { connect } from "node:net";
import { openStage } from "./stage.ts";
import { variantsOf } from "./variants.ts";
import type { Work } from "./work.ts";

/** How many requests a limiter let pass. */
export interface ExactLimit {
  variant: string;
  workers: number;
  limit: number;
  sent: number;
  passed: number;
}

const LIMIT = 1000;
const CONNECTIONS = 32;
const EACH = 100;

/** Sends more requests than may pass to two workers at once, and counts those that do. */
export async function measureExactLimit(
  work: Work,
  peers: string | undefined,
): Promise<ExactLimit[]> {
  // Less than one more passes in an hour.
  const settings = { rate: 1 / 3600, burst: LIMIT };
  const configuration = JSON.stringify(settings);
  const variants = await variantsOf({ ...work, configuration }, peers);
  const limiters = variants.filter(({ filter }) => filter !== undefined);
  // Connections for the load, which takes nothing of the limit.
  const stage = await openStage({ ...work, connections: 0 }, limiters);
  try {
    const found: ExactLimit[] = [];
    for (const { name: variant } of limiters) {
      const port = stage.envoy.port(variant);
      const all = Array.from({ length: CONNECTIONS }, () => sendTo(port, work));
      const passed = (await Promise.all(all)).reduce((sum, one) => sum + one);
      const sent = CONNECTIONS * EACH;
      found.push({
        variant,
        workers: work.workers!,
        limit: LIMIT,
        sent,
        passed,
      });
    }
    return found;
  } finally {
    await stage.close();
  }
}

/** Sends one request after another; returns how many were answered with 200. */
async function sendTo(port: number, { request }: Work): Promise<number> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  let passed = 0;
  try {
    for (let i = 0; i < EACH; i++) {
      socket.write(request);
      const [answer] = (await once(socket, "data")) as [Buffer];
      if (answer.toString("latin1").startsWith("HTTP/1.1 200 ")) passed++;
    }
    return passed;
  } finally {
    socket.destroy();
  }
}
