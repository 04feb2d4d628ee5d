import { pipeline } from "node:stream/promises";
import { Command } from "commander";
import { CliError } from "../base/cli-error.ts";
import { printError } from "../base/print.ts";

/** `proxy-wasm symbolicate`: source positions in the backtraces of a log. */
export function symbolicateCommand(): Command {
  return new Command("symbolicate")
    .summary("add source positions to the backtraces of a log")
    .description(
      "Read a proxy's log on standard input, and print it with file:line:column behind each frame of a backtrace of the module, whatever collectors of logs have put in front. No other line changes.",
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
    // Whoever reads this has seen enough, such as "head".
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
  if (counts.backtraces > 0 && counts.frames === 0) {
    printError(
      `Note: the log has backtraces, and no frame is of ${file}: it must be the very module that the proxy ran.`,
    );
  }
}
