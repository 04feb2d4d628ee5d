import { relative } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { CliError } from "../base/cli-error.ts";
import type { ProjectChoice } from "../init/ask.ts";
import { exampleNames, templateFolder, TEMPLATES } from "../init/templates.ts";
import { fileReason } from "../base/read-file-of.ts";
import { print } from "../base/print.ts";

/** `proxy-wasm init`: creates a project. */
export function initCommand(): Command {
  const names = TEMPLATES.map(({ name }) => name).join(", ");
  return new Command("init")
    .summary("create a new project")
    .description(
      "Create a project from a template. On a terminal, asks for what is missing. Never overwrites a file.",
    )
    .argument("[dir]", "the project's folder", parseFolder)
    .option("-t, --template <name>", `${names}, or the name of an example`)
    .option(
      "--name <name>",
      "the package's name; the folder's by default",
      parseName,
    )
    .option("-y, --yes", "ask nothing: use add-header and the folder my-filter")
    .addHelpText(
      "after",
      "\nExample: npx proxy-wasm-as init my-filter --template add-header",
    )
    .action(init);
}

function parseFolder(text: string): string {
  if (text !== "") return text;
  throw new InvalidArgumentError("It must be a folder, such as my-filter.");
}

/** What npm takes as a name, with a scope or without. */
const PACKAGE_NAME = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;
const MAX_NAME = 214;

function parseName(text: string): string {
  if (PACKAGE_NAME.test(text) && text.length <= MAX_NAME) return text;
  throw new InvalidArgumentError(
    `It must be a name that npm takes: up to ${MAX_NAME} lower-case letters, digits, "-", "_" and ".", such as my-filter or @me/my-filter.`,
  );
}

interface Values {
  template?: string;
  name?: string;
  yes?: boolean;
}

async function init(dir: string | undefined, values: Values): Promise<void> {
  const partial = { folder: dir, template: values.template };
  const choice = await complete(partial, values.yes);
  const template = templateFolder(choice.template);
  if (template === undefined) {
    throw new CliError(
      `Unknown template ${choice.template}: use one of ${TEMPLATES.map(({ name }) => name).join(", ")}, or one of the examples: ${exampleNames().join(", ")}.`,
      { exitStatus: 2 },
    );
  }
  const { createProject, packageNameFor } =
    await import("../init/create-project.ts");
  const name = values.name ?? packageNameFor(choice.folder);
  const { files, kept } = await createProject(
    choice.folder,
    template,
    name,
  ).catch((cause: Error) => {
    if (cause instanceof CliError) throw cause;
    throw new CliError(
      `Cannot create a project in ${choice.folder}: ${fileReason(cause)}.`,
      { cause },
    );
  });
  for (const file of kept) print(`Kept the existing ${file}.`);
  const where = relative(process.cwd(), choice.folder) || ".";
  print(`Created ${name} in ${where}, ${files.length} files. Next:

  ${where === "." ? "" : `cd ${where}\n  `}npm install
  npm test        # compile it, and run its specs and tests
  npm start       # serve it on the emulator
  npm run envoy   # run it in a real Envoy`);
}

async function complete(
  partial: Partial<ProjectChoice>,
  yes = false,
): Promise<ProjectChoice> {
  const { folder, template } = partial;
  if (folder !== undefined && template !== undefined) {
    return { folder, template };
  }
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  if (isTerminal && !yes) {
    const { ask } = await import("../init/ask.ts");
    return ask(partial);
  }
  return { folder: folder ?? "my-filter", template: template ?? "add-header" };
}
