import { cancel, intro, select, text } from "@clack/prompts";
import { CliError } from "../base/cli-error.ts";
import { TEMPLATES } from "./templates.ts";

/** What somebody wants who makes a project. */
export interface Wanted {
  folder: string;
  template: string;
}

/**
 * Asks on the terminal for what the command line left open.
 *
 * Throws a {@link CliError} when the user stops it.
 *
 *     await ask({ folder: "my-filter" });
 */
export async function ask(given: Partial<Wanted>): Promise<Wanted> {
  intro("A new Proxy-Wasm filter");
  const folder =
    given.folder ??
    answered(
      await text({
        message: "In which folder?",
        placeholder: "my-filter",
        defaultValue: "my-filter",
      }),
    );
  const template =
    given.template ??
    answered(
      await select({
        message: "What does it begin as?",
        options: TEMPLATES.map(({ name, summary }) => ({
          value: name,
          label: name,
          hint: summary,
        })),
      }),
    );
  return { folder, template };
}

function answered(answer: string | symbol): string {
  if (typeof answer === "string") return answer;
  cancel("Nothing was made.");
  throw new CliError("Stopped: nothing was made.");
}
