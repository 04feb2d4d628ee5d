import { cancel, intro, select, text } from "@clack/prompts";
import { CliError } from "../base/cli-error.ts";
import { TEMPLATES } from "./templates.ts";

/** What the user chooses for a new project. */
export interface ProjectChoice {
  folder: string;
  template: string;
}

/**
 * Asks on the terminal for what the command line did not give.
 *
 * Throws a {@link CliError} when the user cancels.
 *
 *     await ask({ folder: "my-filter" });
 */
export async function ask(
  partial: Partial<ProjectChoice>,
): Promise<ProjectChoice> {
  intro("A new Proxy-Wasm filter");
  const folder =
    partial.folder ??
    answered(
      await text({
        message: "In which folder?",
        placeholder: "my-filter",
        defaultValue: "my-filter",
      }),
    );
  const template =
    partial.template ??
    answered(
      await select({
        message: "Which template?",
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
  cancel("Nothing was created.");
  throw new CliError("Cancelled: nothing was created.");
}
