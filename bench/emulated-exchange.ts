import { ProxyHost } from "proxy-wasm-as/host";
import { filterModule } from "./modules.ts";
import { spread, type Spread } from "./statistics.ts";

const ROUNDS = 20;
const EXCHANGES = 5_000;

/**
 * Times requests through a filter on the emulator for Node tests, in microseconds of
 * CPU time per exchange over several rounds.
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
