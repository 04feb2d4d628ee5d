import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { buildCommand } from "./commands/build.ts";
import { completionCommand } from "./commands/completion.ts";
import { configCommand } from "./commands/config.ts";
import { convertCommand } from "./commands/convert.ts";
import { copyCommand } from "./commands/copy.ts";
import { deployCommand } from "./commands/deploy.ts";
import { initCommand } from "./commands/init.ts";
import { inspectCommand } from "./commands/inspect.ts";
import { listCommand } from "./commands/list.ts";
import { loginCommand } from "./commands/login.ts";
import { logoutCommand } from "./commands/logout.ts";
import { manifestCommand } from "./commands/manifest.ts";
import { packCommand } from "./commands/pack.ts";
import { pruneCommand } from "./commands/prune.ts";
import { promoteCommand, rollbackCommand } from "./commands/rollout.ts";
import { pullCommand } from "./commands/pull.ts";
import { pushCommand } from "./commands/push.ts";
import { resolveCommand } from "./commands/resolve.ts";
import { rmCommand } from "./commands/rm.ts";
import { runCommand } from "./commands/run.ts";
import { serveCommand } from "./commands/serve.ts";
import { statusCommand } from "./commands/status.ts";
import { symbolicateCommand } from "./commands/symbolicate.ts";
import { tagCommand } from "./commands/tag.ts";
import { tagsCommand } from "./commands/tags.ts";
import { testCommand } from "./commands/test.ts";
import { undeployCommand } from "./commands/undeploy.ts";
import { verifyCommand } from "./commands/verify.ts";
import { print, printError } from "./base/print.ts";
import { packageRoot } from "./base/package-root.ts";

/** In the order of the path from a source to a cluster. */
const COMMANDS = [
  initCommand,
  buildCommand,
  testCommand,
  serveCommand,
  runCommand,
  configCommand,
  inspectCommand,
  symbolicateCommand,
  packCommand,
  pushCommand,
  pullCommand,
  listCommand,
  rmCommand,
  pruneCommand,
  tagCommand,
  tagsCommand,
  resolveCommand,
  copyCommand,
  verifyCommand,
  loginCommand,
  logoutCommand,
  manifestCommand,
  deployCommand,
  statusCommand,
  promoteCommand,
  rollbackCommand,
  undeployCommand,
  convertCommand,
  completionCommand,
];

/**
 * The command line `proxy-wasm`. Each command has a file in `commands/`, which imports
 * its code only when it runs, so that no command waits for the libraries of another.
 */
export function program(): Command {
  const root = new Command("proxy-wasm")
    .description("Write, test and ship Proxy-Wasm filters.")
    .usage("<command> [options]")
    .version(version(), "--version", "print the version")
    .helpOption("-h, --help", "print this text")
    .helpCommand(false)
    .option("--debug", "print the stack of an error")
    .configureOutput({ writeOut: print, writeErr: printError })
    .exitOverride();
  for (const command of COMMANDS) root.addCommand(command());
  inherit(root);
  return root;
}

/** Gives every command the settings that commander does not pass down. */
function inherit(parent: Command): void {
  for (const command of parent.commands) {
    command
      .copyInheritedSettings(parent)
      .helpOption("-h, --help", "print this text")
      .helpCommand(false)
      .showHelpAfterError(`Try "${pathOf(command)} --help".`);
    inherit(command);
  }
}

/** What the user types for a command: `proxy-wasm manifest envoy`. */
function pathOf(command: Command): string {
  const { parent } = command;
  return parent ? `${pathOf(parent)} ${command.name()}` : command.name();
}

function version(): string {
  const text = readFileSync(join(packageRoot(), "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
