/** The two ends of the connections through a proxy. */
export type Side = "client" | "upstream";

/** What one end does; the next step waits until nothing more comes of it. */
export interface Step {
  side: Side;
  /** Bytes to send. */
  send?: Buffer;
  /** Whether it half-closes, or resets, its connection then. */
  then?: "end" | "reset";
}

/** Versions of HTTP on both sides, and what both ends do. */
export interface TrafficCase {
  client: 1 | 2;
  upstream: 1 | 2;
  steps: Step[];
}

/** A step as a line of text. */
export function printedStep({ side, send, then }: Step): string {
  const bytes =
    send === undefined ? "" : JSON.stringify(send.toString("latin1"));
  return [side, bytes, then ?? ""].filter((each) => each !== "").join(" ");
}
