import { CRYPTO_SUBJECTS } from "./crypto-subjects.ts";
import type { Subject } from "./subject.ts";

/** All that `npm run test:kit` tries. */
export const SUBJECTS: Subject[] = [...CRYPTO_SUBJECTS];
