import { Argument, Command } from "commander";
import { commandTree } from "../completion/command-tree.ts";
import {
  completionScript,
  SHELLS,
  type Shell,
} from "../completion/completion-script.ts";
import { print } from "../base/print.ts";

/** `proxy-wasm completion`: a script that lets a shell complete the other commands. */
export function completionCommand(): Command {
  const command: Command = new Command("completion")
    .summary("print a script that completes commands in a shell")
    .description(
      "Print a script that completes this command line in bash, zsh or fish.",
    )
    .addArgument(
      new Argument("<shell>", "the shell to print it for").choices(SHELLS),
    )
    .addHelpText("after", "\nExample: source <(proxy-wasm completion bash)")
    .action((shell: Shell) => {
      const tree = commandTree(command.parent ?? command);
      print(completionScript(shell, tree));
    });
  return command;
}
