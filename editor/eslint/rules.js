import { stringTruth } from "./rules/string-truth.js";

/** All rules, in the order of docs/lint.md. */
export const RULES = [stringTruth];
