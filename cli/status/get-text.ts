import { CliError } from "../base/cli-error.ts";

/** How long an admin interface may take for an answer, in milliseconds. */
const TIMEOUT = 10_000;

/**
 * The text that an HTTP server answers. Throws a {@link CliError} where it answers
 * nothing, or no 200.
 *
 *     await getText("http://127.0.0.1:9901/", "/config_dump");
 */
export async function getText(base: string, path: string): Promise<string> {
  const url = `${base.replace(/\/$/, "")}${path}`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
    const text = await response.text();
    if (response.ok) return text;
    throw new CliError(`Cannot read ${url}: it answers ${response.status}.`);
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    const { message, cause: inner } = cause as Error & { cause?: Error };
    throw new CliError(`Cannot read ${url}: ${inner?.message ?? message}.`, {
      cause,
    });
  }
}
