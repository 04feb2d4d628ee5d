import { shortDigest } from "../oci/digest.ts";
import { formatSize } from "./format-size.ts";

/** Shows how far a large blob is, on a terminal. */
export interface ProgressBar {
  show(digest: string, done: number, total: number): void;
  /** Removes the line, to make room for other output. */
  clear(): void;
}

/** Smaller blobs are there before anybody could read the line. */
const SMALLEST = 1_000_000;

const WIDTH = 24;

/** Goes to the start of the line, and empties it. */
const EMPTY_LINE = "\r\u001b[2K";

/**
 * Makes a progress bar that writes to a stream, if the stream is a terminal.
 *
 *     const bar = progressBar(process.stderr);
 */
export function progressBar(
  stream: Pick<NodeJS.WriteStream, "write" | "isTTY">,
): ProgressBar {
  let isShown = false;
  const clear = () => {
    if (isShown) stream.write(EMPTY_LINE);
    isShown = false;
  };
  return {
    clear,
    show(digest, done, total) {
      if (!stream.isTTY || total < SMALLEST) return;
      if (done >= total) return clear();
      isShown = true;
      stream.write(`${EMPTY_LINE}${line(digest, done, total)}`);
    },
  };
}

function line(digest: string, done: number, total: number): string {
  const filled = Math.floor((done / total) * WIDTH);
  const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled);
  const sizes = `${formatSize(done)} of ${formatSize(total)}`;
  return `${shortDigest(digest)} ${bar} ${sizes}`;
}
