/**
 * The counters of Istio's agent about modules, without those that are 0, from what
 * its port 15020 answers under `/stats/prometheus`.
 *
 *     readAgent(text); // { 'istio_agent_wasm_remote_fetch_count{result="…"}': 1 }
 */
export function readAgent(text: string): Record<string, number> {
  const found = text.split("\n").flatMap((line) => {
    const [, name, value] = COUNTER.exec(line) ?? [];
    if (name === undefined || Number(value) === 0) return [];
    return [[name, Number(value)] as const];
  });
  return Object.fromEntries(found);
}

const COUNTER =
  /^(istio_agent_wasm_(?!\w*_duration_)\w+(?:\{[^}]*\})?) ([\d.e+-]+)/;
