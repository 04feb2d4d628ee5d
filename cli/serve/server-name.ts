import { isIP } from "node:net";

/**
 * Whether a request's authority names this server: an address, localhost, a subdomain
 * of it, or a name that was allowed. A foreign website that points its name at this
 * machine (DNS rebinding) gets nothing, since its requests ask for that name.
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
