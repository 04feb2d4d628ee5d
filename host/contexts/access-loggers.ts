import type { LoggedStream } from "./logged-stream.ts";
import type { RootContext } from "./root-context.ts";

/**
 * The access loggers of one stream or connection, which they outlive.
 *
 *     new AccessLoggers(roots).end(logged);
 */
export class AccessLoggers {
  readonly #roots: readonly RootContext[];

  constructor(roots: readonly RootContext[]) {
    this.#roots = roots.map((each) => each.retained());
  }

  /** Has them log the stream, and lets them go. */
  end(stream: LoggedStream): void {
    for (const each of this.#roots) {
      each.log(stream);
      each.release();
    }
  }
}
