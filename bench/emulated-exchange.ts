import { ProxyHost } from "proxy-wasm-as/host";
import { filterModule } from "./modules.ts";
import { spread, type Spread } from "./statistics.ts";

const ROUNDS = 20;
const EXCHANGES = 5_000;

/**
 * Sends requests through a filter on the emulator that Node tests use, and times
 * them: microseconds of CPU time for each exchange, of several rounds.
 */
export async function measureEmulatedExchange(): Promise<Spread> {
  const host = await ProxyHost.load(await filterModule("configured"));
  const configuration = "melon";
  const plugin = host.startPlugin({ rootId: "add_header", configuration });
  const serve = () => {
    const begin = process.cpuUsage();
    for (let i = 0; i < EXCHANGES; i++) {
      plugin.httpStream().request({ path: "/" });
    }
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / EXCHANGES;
  };
  serve();
  return spread(Array.from({ length: ROUNDS }, serve));
}
