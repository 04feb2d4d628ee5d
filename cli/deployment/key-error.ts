import { CliError } from "../base/cli-error.ts";

/** Where a key is in a deployment, such as `["labels", "app"]`. */
export type KeyPath = readonly (string | number)[];

/**
 * An error about one key of a deployment. It knows the key, so that the line of
 * the file can be named.
 *
 *     throw new KeyError(deployment, ["ports"], "Cannot print …: ….");
 */
export class KeyError extends CliError {
  /** The name of the deployment that has the key. */
  readonly deployment: string;
  readonly path: KeyPath;

  constructor(
    deployment: { name: string },
    path: KeyPath,
    message: string,
    options: ErrorOptions = {},
  ) {
    super(message, { ...options, exitStatus: 2 });
    this.deployment = deployment.name;
    this.path = path;
  }
}
