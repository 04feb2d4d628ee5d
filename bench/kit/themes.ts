import { CRYPTO } from "./crypto.ts";
import { HTTP } from "./http.ts";
import { JWT } from "./jwt.ts";
import { PATTERNS } from "./patterns.ts";
import { STATE } from "./state.ts";
import { STREAMS } from "./streams.ts";
import { TIME } from "./time.ts";
import type { Theme } from "./work.ts";

/** All that `npm run bench:kit` measures. */
export const THEMES: Theme[] = [
  CRYPTO,
  HTTP,
  JWT,
  PATTERNS,
  STATE,
  STREAMS,
  TIME,
];
