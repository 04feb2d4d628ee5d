import { build, drivenSources, load } from "./driven-modules.ts";
import { lies, live, replay, type Script } from "./life.ts";

/** A life of a module that had a fault. */
export interface HostCase {
  module: string;
  seed: number;
  /** What was called and answered; absent where the life did not end. */
  script?: Script;
}

/** Lives through a case once more; returns what is wrong, `undefined` for nothing. */
export async function replayCase(given: HostCase): Promise<string | undefined> {
  const sources = await drivenSources();
  const source = sources.find(({ name }) => name === given.module);
  if (source === undefined) return `there is no module ${given.module}`;
  const driven = await load(source, await build(source));
  return given.script === undefined
    ? live(driven, given.seed).fault
    : replay(driven, given.script, lies(given.seed)).fault;
}
