import { isIP } from "node:net";

/**
 * Whether a request's authority names this server: an address, localhost, a name below
 * it, or one that was allowed. A page of a foreign site, whose name its owner points to
 * this machine, asks for that name and gets nothing.
 *
 *     isServerName("localhost:10000", []); // true
 *     isServerName("evil.example", []); // false
 */
export function isServerName(
  authority: string,
  allowed: readonly string[],
): boolean {
  const [, address, name = ""] =
    /^(?:\[([^\]]*)\]|([^:[\]]*))(?::\d*)?$/.exec(authority.toLowerCase()) ??
    [];
  if (address !== undefined) return isIP(address) !== 0;
  const host = name.replace(/\.$/, "");
  if (isIP(host) !== 0 || /^(.+\.)?localhost$/.test(host)) return true;
  return allowed.some((each) => each.toLowerCase() === host);
}
