/** After so many steps the graphs are looked at, and garbage is collected. */
export const STEPS_AT_ONCE = 20_000;
