import { Argument, Command } from "commander";
import { commandTree } from "../completion/command-tree.ts";
import {
  completionScript,
  SHELLS,
  type Shell,
} from "../completion/completion-script.ts";
import { print } from "../base/print.ts";

/** `proxy-wasm completion`: what a shell needs to complete the others. */
export function completionCommand(): Command {
  const command: Command = new Command("completion")
    .summary("print a script that completes commands in a shell")
    .description(
      "Print a script by which bash, zsh or fish complete this command line.",
    )
    .addArgument(new Argument("<shell>", "whose script").choices(SHELLS))
    .addHelpText("after", "\nExample: source <(proxy-wasm completion bash)")
    .action((shell: Shell) => {
      const tree = commandTree(command.parent ?? command);
      print(completionScript(shell, tree));
    });
  return command;
}
