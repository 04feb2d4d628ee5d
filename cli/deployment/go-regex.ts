/** istiod ignores a longer one, and then matches no proxy. */
const MAX_LENGTH = 1024;

/** The letters that Go's expressions take after a backslash. */
const UNKNOWN_ESCAPE = /\\([^aAbBCdDEfnpPQrsStvwWxz\W_]|_)/;

/**
 * Says why Go, in which istiod is written, would not take a regular expression;
 * undefined where it would.
 *
 *     goRegexFault("^1\\.(?=3)"); // "looks ahead or behind, …"
 */
export function goRegexFault(text: string): string | undefined {
  if (text.length > MAX_LENGTH) {
    return `has more than ${MAX_LENGTH} characters, which istiod does not read`;
  }
  const plain = text.replaceAll("\\\\", "");
  if (/\(\?<?[=!]/.test(plain)) {
    return "looks ahead or behind, which istiod's expressions do not";
  }
  if (UNKNOWN_ESCAPE.test(plain)) {
    const [escape] = UNKNOWN_ESCAPE.exec(plain) ?? [];
    return `has ${escape}, which istiod's expressions do not have`;
  }
  for (const [, digits] of plain.matchAll(/\{(\d+)(?:,\d*)?\}/g)) {
    if (Number(digits) > 1000) {
      return "repeats more than 1000 times, which istiod's expressions do not";
    }
  }
  try {
    // Go writes flags at the start and names of groups in a way of its own.
    new RegExp(
      text.replace(/\(\?[imsU-]+\)/g, "").replace(/\(\?(P<|[imsU-]+:)/g, "(?:"),
    );
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    return `is not a regular expression: ${message.replace(/^.*: /s, "")}`;
  }
}
