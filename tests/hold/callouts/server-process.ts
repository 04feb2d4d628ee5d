/** The servers of the campaign, in a process of their own: clients must not make them late. */
import { Random } from "../../fuzz/random.ts";
import { portOf, startGrpc, startHttp } from "./servers.ts";

/** Where the servers listen. */
export interface Ports {
  http: number;
  grpc: number;
}

process.once("message", (seed: number) => void serve(seed));
// The campaign has ended.
process.once("disconnect", () => process.exit());

async function serve(seed: number): Promise<void> {
  const random = new Random(seed);
  const http = await startHttp(random);
  const grpc = await startGrpc(random);
  const ports: Ports = { http: portOf(http), grpc: portOf(grpc) };
  process.send!(ports);
}
