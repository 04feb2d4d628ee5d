/** How a stream ended, or `"open"`. */
export type StreamOutcome = "open" | "complete" | "reset";
