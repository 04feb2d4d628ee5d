import { HostError } from "../../base/host-error.ts";

/** What a rule of the strict mode is about. */
export type FindingRule =
  | "headers-after-continue"
  | "content-length"
  | "held-at-trailers"
  | "module-scope"
  | "leaked-buffer"
  | "unanswered-call";

/** Something that a proxy accepts without a word, and that is most likely wrong. */
export interface Finding {
  rule: FindingRule;
  /** What the filter did. */
  what: string;
  /** The callback, and the plugin or the stream that it was called for. */
  where: string;
  /** What a proxy makes of it. */
  why: string;
  /** What to do about it. */
  mend: string;
}

/**
 * What the strict mode has found, each thing once for each callback.
 *
 *     host.findings.map(({ what, where }) => `${where}: ${what}`);
 */
export class Findings {
  readonly list: Finding[] = [];
  readonly #throws: boolean;

  constructor(throws = false) {
    this.#throws = throws;
  }

  /** Adds a finding that is new, and throws it where that is asked for. */
  add(finding: Finding): void {
    const isKnown = this.list.some(
      ({ what, where }) => what === finding.what && where === finding.where,
    );
    if (isKnown) return;
    this.list.push(finding);
    const { what, where, why, mend } = finding;
    if (!this.#throws) return;
    throw new HostError("FINDING", `${where}: ${what} ${why} ${mend}`);
  }
}
