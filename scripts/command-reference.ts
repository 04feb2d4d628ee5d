import type { Command, Option } from "commander";

/**
 * Renders the reference of a command line in Markdown: one section for each command
 * that does something, with its description, its example and its options.
 *
 *     renderCommandReference(program()); // "# The command line …"
 */
export function renderCommandReference(root: Command): string {
  const sections = leaves(root).map(renderCommand);
  return `# The command line

Generated from the commands by \`npm run docs:commands\`; a test compares it.

Every command has \`--help\`. \`proxy-wasm --debug COMMAND\` adds the stack to an
error. The exit status is 0 for success, 1 for a failure, and 2 for an invalid command line.

${sections.join("\n\n")}
`;
}

interface Leaf {
  path: string;
  command: Command;
}

/** The commands without subcommands, in the order of the help. */
function leaves(command: Command, above = ""): Leaf[] {
  const path = `${above} ${command.name()}`.trim();
  const below = command.createHelp().visibleCommands(command);
  if (below.length === 0) return [{ path, command }];
  return below.flatMap((each) => leaves(each, path));
}

function renderCommand({ path, command }: Leaf): string {
  const help = command.createHelp();
  const { arguments: args, options } = {
    arguments: help.visibleArguments(command),
    options: help
      .visibleOptions(command)
      .filter(({ long }) => long !== "--help"),
  };
  const usage = [path, ...args.map((each) => help.argumentTerm(each))];
  return [
    `## \`${path}\``,
    command.description(),
    `\`\`\`text\n${usage.map(bracketed(command)).join(" ")}${options.length > 0 ? " [options]" : ""}\n\`\`\``,
    ...exampleOf(command),
    [
      ...args
        .filter(({ description }) => description)
        .map((each) => `- \`${each.name()}\`: ${escape(each.description)}`),
      ...options.map((each) => renderOption(each, help)),
    ].join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Writes an argument as the usage line does: `<image>`, `[dir]`. */
function bracketed(command: Command): (word: string, at: number) => string {
  return (word, at) => {
    const argument = command.registeredArguments[at - 1];
    if (argument === undefined) return word;
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  };
}

function renderOption(
  option: Option,
  help: ReturnType<Command["createHelp"]>,
): string {
  return `- \`${help.optionTerm(option)}\`: ${escape(help.optionDescription(option))}`;
}

/** The examples that a command adds after its help. */
function exampleOf(command: Command): string[] {
  let text = "";
  const write = (part: string) => (text += part);
  const output = command.configureOutput();
  command.configureOutput({ ...output, writeOut: write });
  command.outputHelp();
  command.configureOutput(output);
  const examples = [
    ...text.matchAll(/^Examples?:((?:.|\n)*?)(?=\n\n|$(?!\n))/gm),
  ];
  return examples.map(([, lines]) => {
    const code = lines
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
    return `\`\`\`sh\n${code.join("\n")}\n\`\`\``;
  });
}

/** Keeps Markdown from reading a placeholder as a tag, and a star as emphasis. */
function escape(text: string): string {
  return text.replace(/[<>*|]/g, (character) => `\\${character}`);
}
