import { CALLS_SUBJECTS } from "./calls-subjects.ts";
import { CRYPTO_SUBJECTS } from "./crypto-subjects.ts";
import { HTTP_SUBJECTS } from "./http-subjects.ts";
import { JWT_SUBJECTS } from "./jwt-subjects.ts";
import { PATTERNS_SUBJECTS } from "./patterns-subjects.ts";
import { STREAM_SUBJECTS } from "./stream-subjects.ts";
import { TRACING_SUBJECTS } from "./tracing-subjects.ts";
import type { Subject } from "./subject.ts";

/** All that `npm run test:kit` tries. */
export const SUBJECTS: Subject[] = [
  ...CALLS_SUBJECTS,
  ...CRYPTO_SUBJECTS,
  ...HTTP_SUBJECTS,
  ...JWT_SUBJECTS,
  ...PATTERNS_SUBJECTS,
  ...STREAM_SUBJECTS,
  ...TRACING_SUBJECTS,
];
