import { CRYPTO_SUBJECTS } from "./crypto-subjects.ts";
import { JWT_SUBJECTS } from "./jwt-subjects.ts";
import type { Subject } from "./subject.ts";

/** All that `npm run test:kit` tries. */
export const SUBJECTS: Subject[] = [...CRYPTO_SUBJECTS, ...JWT_SUBJECTS];
