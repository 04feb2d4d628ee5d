/**
 * An error that ends a command. Its message is all that the user sees.
 *
 * The message is one sentence: what was wrong, where, and what to do. The exit status
 * is 1 for a failure and 2 for an invalid command line.
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
