import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { request } from "../../../cli/envoy/http-request.ts";
import { httpListener } from "../../../cli/envoy/listener.ts";
import { STEPS_AT_ONCE } from "./steps.ts";

/** Steps at once take so long on a busy machine, at most. */
const MOST_MILLISECONDS = 60_000;

/** As `inNode` does, in Envoy, where a request takes the steps. */
export async function inEnvoy(
  wasm: string,
  seed: number,
  steps: number,
): Promise<number> {
  const filters = [{ wasm, rootId: "graphs" }];
  const envoy = await EnvoyProcess.start(
    bootstrap({ listeners: [httpListener({ filters })] }),
    { logLevel: "off", componentLogLevel: "wasm:error" },
  );
  const ask = async (path: string): Promise<number> => {
    const answer = await request({
      port: envoy.port(),
      path,
      timeout: MOST_MILLISECONDS,
    });
    const damaged = answer.header("x-damaged");
    if (damaged === "0") return Number(answer.header("x-sum"));
    const why = envoy.logs.slice(-5).join("\n");
    throw new Error(`${damaged ?? answer.status} damaged at ${path}: ${why}`);
  };
  try {
    let sum = await ask(`/begin/${seed}`);
    for (let taken = 0; taken < steps; taken += STEPS_AT_ONCE) {
      sum = await ask(`/steps/${Math.min(STEPS_AT_ONCE, steps - taken)}`);
    }
    return sum;
  } finally {
    await envoy.stop();
  }
}
