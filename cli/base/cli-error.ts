/**
 * An error that a command ends with: its message is all that the user sees.
 *
 * The message is one sentence: what was wrong, where, and what to do. The exit
 * status is 1 for what failed, and 2 for a command line that cannot be right.
 *
 *     throw new CliError(`Cannot read ${file}: it is a folder; name a file.`);
 */
export class CliError extends Error {
  readonly exitStatus: 1 | 2;

  constructor(
    message: string,
    options: ErrorOptions & { exitStatus?: 1 | 2 } = {},
  ) {
    super(message, options);
    this.name = "CliError";
    this.exitStatus = options.exitStatus ?? 1;
  }
}
