import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../cli/base/package-root.ts";

/** How long `npm run build` takes in an example, in seconds. */
export interface Build {
  example: string;
  seconds: number;
}

/** Times `npm run build` in each example, including npm's own start. */
export function measureBuilds(): Build[] {
  const examples = join(packageRoot(), "examples");
  return readdirSync(examples).map((example) => {
    const begin = performance.now();
    execFileSync("npm", ["run", "build"], {
      cwd: join(examples, example),
      stdio: ["ignore", "ignore", "inherit"],
    });
    return { example, seconds: (performance.now() - begin) / 1000 };
  });
}
