/** What garbage may be made of, as `tests/hold/filters/garbage.ts` makes it. */
export const SHAPES = [
  ...["objects", "cycles", "texts", "lists", "maps", "large"],
] as const;
export type Shape = (typeof SHAPES)[number];

/** How many streams wait while others make garbage. */
export const LIVE = [1, 100, 2000, 10_000];

/** How many bytes of garbage a request makes. */
export const GARBAGE = [1000, 50_000, 1_000_000];

/** What the module's memory was in pages of 64 KiB. */
export interface Pages {
  /** Once the streams waited. */
  before: number;
  /** After half of the requests, and after all. */
  half: number;
  after: number;
}

/** A page for each 64 KiB of what is kept and made, thrice, and two megabytes. */
export function mostPages(live: number, garbage: number): number {
  return Math.ceil(((live * 1600 + garbage) * 3) / 65_536) + 32;
}

/** What is wrong with it: more than there should be, or still growing. */
export function faultOf(
  pages: Pages,
  live: number,
  garbage: number,
): string | undefined {
  const most = mostPages(live, garbage);
  if (pages.after > most) return `${pages.after} pages, and at most ${most}`;
  if (pages.after > pages.half * 1.25 + 4) {
    return `from ${pages.half} to ${pages.after} pages in the second half`;
  }
  return undefined;
}
