/** What a client takes, by one of the `accept` headers. */
export abstract class Acceptance {
  /** Returns how much the client wants something, 0 for not at all to 1000. */
  abstract quality(offer: string): i32;

  /**
   * Returns what the client wants most of several things: of those that it wants alike the
   * first; `null` where it takes none of them.
   */
  best(offers: string[]): string | null {
    let best: string | null = null;
    let quality = 0;
    for (let i = 0; i < offers.length; i++) {
      const other = this.quality(offers[i]);
      if (other <= quality) continue;
      quality = other;
      best = offers[i];
    }
    return best;
  }
}
