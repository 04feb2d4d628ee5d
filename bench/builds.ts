import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../cli/envoy/project-root.ts";
import { spread, type Spread } from "./statistics.ts";

/** How long `npm run asbuild` takes in an example, in seconds. */
export interface Build {
  example: string;
  seconds: Spread;
}

const RUNS = 3;

/** Times `npm run asbuild` in each example, npm's own start included. */
export function measureBuilds(): Build[] {
  const examples = join(projectRoot(), "examples");
  return readdirSync(examples).map((example) => {
    const build = () => secondsOf("npm", ["run", "asbuild"], example);
    return { example, seconds: spread(Array.from({ length: RUNS }, build)) };
  });

  function secondsOf(command: string, args: string[], example: string) {
    const begin = performance.now();
    execFileSync(command, args, {
      cwd: join(examples, example),
      stdio: ["ignore", "ignore", "inherit"],
    });
    return (performance.now() - begin) / 1000;
  }
}
