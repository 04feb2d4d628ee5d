import type { CommandWords } from "./command-tree.ts";

/** The shells that have a script. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

export type Shell = (typeof SHELLS)[number];

/**
 * The script that makes a shell complete the command line: commands, options, otherwise
 * files.
 *
 *     completionScript("bash", commandTree(program()));
 */
export function completionScript(shell: Shell, tree: CommandWords[]): string {
  return { bash, zsh, fish }[shell](tree);
}

/** A `case` that sets `words` from the commands already on the line. */
function cases(tree: CommandWords[]): string {
  const lines = tree.map(({ path, commands, options }) => {
    const words = [...commands, ...options].map(({ name }) => name);
    return `    "${path}") words="${words.join(" ")}" ;;`;
  });
  return `  case "$path" in\n${lines.join("\n")}\n  esac`;
}

/** A `case` that tells whether a word is a subcommand of those before it. */
function steps(tree: CommandWords[]): string {
  const paths = tree.slice(1).map(({ path }) => `"${path}"`);
  return `      ${paths.join("|")}) path="$path $word" ;;`;
}

function bash(tree: CommandWords[]): string {
  return `# bash: source <(proxy-wasm completion bash)
_proxy_wasm() {
  local path=proxy-wasm word words=
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path $word" in
${steps(tree)}
    esac
  done
${cases(tree)}
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _proxy_wasm proxy-wasm
`;
}

function zsh(tree: CommandWords[]): string {
  return `#compdef proxy-wasm
# zsh: source <(proxy-wasm completion zsh)
_proxy_wasm() {
  local path=proxy-wasm word words_=
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$path $word" in
${steps(tree)}
    esac
  done
${cases(tree).replaceAll("words=", "words_=")}
  compadd -- \${=words_} || _files
}
compdef _proxy_wasm proxy-wasm
`;
}

function fish(tree: CommandWords[]): string {
  const lines = tree.flatMap(({ path, commands, options }) => {
    const when = condition(path, commands);
    const line = (flag: string, text: string) =>
      `complete -c proxy-wasm -n '${when}' ${flag} -d '${text.replaceAll("'", "\\'")}'`;
    return [
      ...commands.map(({ name, summary }) => line(`-a ${name}`, summary)),
      ...options.map(({ name, description }) =>
        line(`-l ${name.replace(/^--/, "")}`, description),
      ),
    ];
  });
  const head = "# fish: proxy-wasm completion fish | source";
  return `${[head, ...lines].join("\n")}\n`;
}

/**
 * When a command's words are offered: it is on the line, and none of its subcommands
 * is.
 */
function condition(path: string, below: CommandWords["commands"]): string {
  const seen = path.split(" ").slice(1);
  const names = below.map(({ name }) => name).join(" ");
  const there = seen.map((name) => `__fish_seen_subcommand_from ${name}`);
  const none = names && [`not __fish_seen_subcommand_from ${names}`];
  return [...there, ...(none || [])].join("; and ") || "true";
}
