/** `npm run docs:commands`: writes docs/commands.md, the reference of the command line. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { program } from "../cli/program.ts";
import { ROOT } from "./project/project-files.ts";
import { renderCommandReference } from "./command-reference.ts";

const path = join(ROOT, "docs/commands.md");
const options = await resolveConfig(path);
const text = renderCommandReference(program());
writeFileSync(path, await format(text, { ...options, filepath: path }));
console.log("Wrote docs/commands.md.");
