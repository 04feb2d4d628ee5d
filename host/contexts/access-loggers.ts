import type { LoggedStream } from "./logged-stream.ts";
import type { RootContext } from "./root-context.ts";

/**
 * The access loggers of one stream or connection. They stay alive until it has been
 * logged.
 *
 *     new AccessLoggers(roots).end(logged);
 */
export class AccessLoggers {
  readonly #roots: readonly RootContext[];

  constructor(roots: readonly RootContext[]) {
    this.#roots = roots.map((each) => each.retained());
  }

  /** Calls each logger with the stream, and releases it. */
  end(stream: LoggedStream): void {
    for (const each of this.#roots) {
      each.log(stream);
      each.release();
    }
  }
}
