import type { Command } from "commander";

/** What may follow a command on the command line. */
export interface CommandWords {
  /** `proxy-wasm manifest`. */
  path: string;
  /** Its subcommands and what they do. */
  commands: { name: string; summary: string }[];
  /** Its long options. */
  options: { name: string; description: string }[];
}

/**
 * A command and all its subcommands, each with the words that may follow.
 *
 *     commandTree(program())[0].commands; // build, serve, run, …
 */
export function commandTree(command: Command, above = ""): CommandWords[] {
  const path = above === "" ? command.name() : `${above} ${command.name()}`;
  const { visibleCommands, visibleOptions } = visible(command);
  const own: CommandWords = {
    path,
    commands: visibleCommands.map((each) => ({
      name: each.name(),
      summary: each.summary() || each.description(),
    })),
    options: visibleOptions.flatMap(({ long, description }) =>
      long ? [{ name: long, description }] : [],
    ),
  };
  const below = visibleCommands.flatMap((each) => commandTree(each, path));
  return [own, ...below];
}

function visible(command: Command) {
  const help = command.createHelp();
  return {
    visibleCommands: help.visibleCommands(command),
    visibleOptions: help.visibleOptions(command),
  };
}
