import { readFile } from "node:fs/promises";

/**
 * What an admin interface answered, by path, recorded behind a real control plane:
 * Envoy Gateway 1.9.1 or istiod and agent 1.31, with Envoy 1.40.
 *
 *     await recorded("envoy-gateway-in-force");
 */
export async function recorded(name: string): Promise<Record<string, string>> {
  const file = new URL(`recorded/${name}.json`, import.meta.url);
  const { config, stats } = JSON.parse(await readFile(file, "utf8")) as {
    config: unknown;
    stats: unknown;
  };
  return {
    "/config_dump": JSON.stringify(config),
    "/stats?": JSON.stringify(stats),
    "/server_info": JSON.stringify({
      command_line_options: { concurrency: 2 },
    }),
  };
}
