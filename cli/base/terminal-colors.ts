import pc from "picocolors";

/** The colours of a stream. */
export type Colors = ReturnType<typeof pc.createColors>;

/**
 * Colours for a stream: only on a terminal, and only if `NO_COLOR` is not set.
 *
 *     const { red } = terminalColors(process.stdout);
 */
export function terminalColors(
  stream: { isTTY?: boolean },
  env: NodeJS.ProcessEnv = process.env,
): Colors {
  const colored = stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  return pc.createColors(colored);
}
