/** Lives through lives of one module; says what each came to. */
import { load, type Source } from "./driven-modules.ts";
import { live, type Outcome, type Script } from "./life.ts";

/** What a process of its own is given. */
export interface WorkerInput {
  source: Source;
  wasm: string;
  seed: number;
  lives: number;
}

/** What it says about a life, and what was in one that had a fault. */
export interface WorkerOutput extends Outcome {
  seed: number;
  script?: Script;
}

// Whoever wants to know has ended.
process.once("disconnect", () => process.exit());
process.once("message", (input: WorkerInput) => void work(input));

async function work({ source, wasm, seed, lives }: WorkerInput) {
  const driven = await load(source, wasm);
  for (let each = seed; each < seed + lives; each++) {
    const output: WorkerOutput = { seed: each, ...live(driven, each) };
    if (output.fault !== undefined) {
      output.script = { callbacks: [], answers: [] };
      live(driven, each, output.script);
    }
    // One that is not sent before the next life would not tell which one hangs.
    await new Promise((resolve) => process.send!(output, resolve));
  }
  process.disconnect();
}
