/** A challenge in a 401. */
export interface Challenge {
  /** In lower case: `basic` or `bearer`. */
  scheme: string;
  parameters: Record<string, string>;
}

const PARAMETER = /^([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/;

/**
 * Reads a WWW-Authenticate header, which may hold several challenges. Unreadable
 * parts are skipped.
 *
 *     parseChallenges('Bearer realm="https://a/token",service="a"');
 */
export function parseChallenges(header: string): Challenge[] {
  const challenges: Challenge[] = [];
  let rest = header;
  for (;;) {
    rest = rest.replace(/^[\s,]+/, "");
    if (rest === "") return challenges;
    const parameter = PARAMETER.exec(rest);
    const current = challenges.at(-1);
    if (parameter !== null && current !== undefined) {
      const [whole, name, quoted, plain] = parameter;
      const value = quoted?.replace(/\\(.)/g, "$1") ?? plain;
      current.parameters[name.toLowerCase()] = value;
      rest = rest.slice(whole.length);
    } else {
      const [word] = /^[^\s,]+/.exec(rest) ?? [rest];
      challenges.push({ scheme: word.toLowerCase(), parameters: {} });
      rest = rest.slice(word.length);
    }
  }
}
