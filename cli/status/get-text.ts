import { CliError } from "../base/cli-error.ts";

/** What an answer of an admin interface may take. */
export interface AdminLimits {
  /** How long until all of it is there, in milliseconds. */
  answerMs: number;
  /** How long it may be: the configuration of a large mesh has some dozens of megabytes. */
  bytes: number;
}

export const ADMIN_LIMITS: AdminLimits = {
  answerMs: 10_000,
  bytes: 256 * 1024 * 1024,
};

/**
 * The text that an HTTP server answers. Throws a {@link CliError} where it answers
 * nothing, no 200, or more than the limits allow.
 *
 *     await getText("http://127.0.0.1:9901/", "/config_dump");
 */
export async function getText(
  base: string,
  path: string,
  { answerMs, bytes }: AdminLimits = ADMIN_LIMITS,
): Promise<string> {
  const url = `${base.replace(/\/$/, "")}${path}`;
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(answerMs),
    });
    const text = await textOf(response, bytes);
    if (text === undefined) {
      throw new CliError(
        `Cannot read ${url}: its answer is longer than ${bytes} bytes.`,
      );
    }
    if (response.ok) return text;
    throw new CliError(`Cannot read ${url}: it answers ${response.status}.`);
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    const said = why(cause as Failure, answerMs);
    throw new CliError(`Cannot read ${url}: ${said}.`, { cause });
  }
}

/** What fetch throws: the reason is at times within. */
type Failure = Error & { cause?: Error };

function why({ name, message, cause }: Failure, answerMs: number): string {
  if (name !== "TimeoutError") return cause?.message ?? message;
  return `it has not answered in full within ${answerMs / 1000} s`;
}

/** The body of an answer; `undefined` for one that is too long, which is not read on. */
async function textOf(
  response: Response,
  most: number,
): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let count = 0;
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    count += value.length;
    if (count > most) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString();
}
