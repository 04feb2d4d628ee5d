import { HostError } from "../../base/host-error.ts";

/** The rules of strict mode. */
export type FindingRule =
  | "headers-after-continue"
  | "content-length"
  | "held-at-trailers"
  | "module-scope"
  | "leaked-buffer"
  | "unanswered-call"
  | "stuck-stream";

/** Something that a proxy accepts silently and that is most likely wrong. */
export interface Finding {
  rule: FindingRule;
  /** What the filter did. */
  what: string;
  /** The callback, and the plugin or stream that it was called for. */
  where: string;
  /** What a proxy does with it. */
  why: string;
  /** What to do about it. */
  fix: string;
}

/**
 * What strict mode has found, once for each callback.
 *
 *     host.findings.map(({ what, where }) => `${where}: ${what}`);
 */
export class Findings {
  readonly list: Finding[] = [];
  readonly #throws: boolean;

  constructor(throws = false) {
    this.#throws = throws;
  }

  /** Adds a finding if it is new, and throws it if the options ask for that. */
  add(finding: Finding): void {
    const isKnown = this.list.some(
      ({ what, where }) => what === finding.what && where === finding.where,
    );
    if (isKnown) return;
    this.list.push(finding);
    const { what, where, why, fix } = finding;
    if (!this.#throws) return;
    throw new HostError("FINDING", `${where}: ${what} ${why} ${fix}`);
  }
}
