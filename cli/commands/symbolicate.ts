import { pipeline } from "node:stream/promises";
import { Command } from "commander";
import { CliError } from "../base/cli-error.ts";
import { printError } from "../base/print.ts";

/** `proxy-wasm symbolicate`: adds source positions to the backtraces of a log. */
export function symbolicateCommand(): Command {
  return new Command("symbolicate")
    .summary("add source positions to the backtraces of a log")
    .description(
      "Read a proxy's log from standard input and print it with file:line:column after each frame of the module's backtraces, whatever a log collector has put in front of a line. All other lines stay as they are.",
    )
    .argument("<file>", "the module that the proxy ran, a .wasm file")
    .option("--map <file>", "its source map, if not where the module says")
    .addHelpText(
      "after",
      "\nExample: proxy-wasm symbolicate build/release.wasm < envoy.log",
    )
    .action(symbolicate);
}

async function symbolicate(
  file: string,
  options: { map?: string },
): Promise<void> {
  const { loadSymbolicator } =
    await import("../symbolicate/load-symbolicator.ts");
  const { symbolicateStream } =
    await import("../symbolicate/symbolicate-stream.ts");
  const counts = { backtraces: 0, frames: 0 };
  const change = await loadSymbolicator(file, { ...options, counts });
  if (process.stdin.isTTY) {
    throw new CliError(
      "Cannot read a log from the terminal: pipe one into this command.",
      { exitStatus: 2 },
    );
  }
  try {
    await pipeline(
      process.stdin,
      (log: AsyncIterable<Buffer>) => symbolicateStream(log, change),
      process.stdout,
    );
  } catch (error) {
    // The reader, such as "head", has seen enough.
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
  if (counts.backtraces > 0 && counts.frames === 0) {
    printError(
      `Note: the log has backtraces, but none of their frames is from ${file}: name the exact module that the proxy ran.`,
    );
  }
}
