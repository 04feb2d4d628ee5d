import type { Random } from "../../fuzz/random.ts";

/** The requests of a run: how many there are to be, and what has become of them. */
export class Tally {
  begun = 0;
  answered = 0;
  resets = 0;
  /** Answers that were not the request's own, in full. */
  readonly wrong: string[] = [];
  readonly goal: number;
  readonly random: Random;
  readonly #onReport: (requests: number) => void;

  constructor(
    goal: number,
    random: Random,
    onReport: (requests: number) => void,
  ) {
    this.goal = goal;
    this.random = random;
    this.#onReport = onReport;
  }

  /** The next request, or null where there are enough; one in eight is reset. */
  next(): { identity: string; body: string; reset: boolean } | null {
    if (this.begun >= this.goal || this.wrong.length >= 10) return null;
    const number = ++this.begun;
    if (number % Math.ceil(this.goal / 20) === 0) this.#onReport(number);
    const identity = `id-${number}`;
    const body = `${identity};`.repeat(this.random.pick([0, 1, 3, 200]));
    return { identity, body, reset: this.random.oneIn(8) };
  }

  /** Notes an answer, which must have all of its request and nothing of another one. */
  answer(identity: string, body: string, text: string): void {
    const expected = `stamp ${identity} body ${body} own ${identity}`;
    if (text === expected) this.answered++;
    else this.wrong.push(`${identity} was answered ${text.slice(0, 300)}`);
  }
}
