import { getProperty } from "../api/properties";
import { HeaderEntries } from "../api/header-entries";
import { HeaderMap } from "../api/header-map";
import { HttpMessage, MessageKind } from "../api/http-message";
import { HeaderMatch } from "../models/header-match";
import { RequestMatch } from "../models/request-match";
import { ProxyWasmModel } from "../models/proxy-wasm-model";
import { SettingsRules } from "../models/settings-rules";

/**
 * Returns the number of the first rule that fits the current request, -1 where none does.
 * Rules are compared as Envoy compares its virtual hosts and routes.
 */
export function ruleOfRequest<S extends ProxyWasmModel>(
  rules: SettingsRules<S>,
): i32 {
  const request = new CurrentRequest();
  const all = rules.sdkRules;
  for (let i = 0; i < all.length; i++) {
    if (request.fits(all[i].match)) return i;
  }
  return -1;
}

/** What rules compare of a request; the proxy is asked for each part at most once. */
@final
class CurrentRequest {
  private host: string | null = null;
  private path: string | null = null;
  private route: string | null = null;
  private headers: HeaderEntries | null = null;

  fits(match: RequestMatch): bool {
    return (
      this.fitsPath(match) &&
      this.fitsDomains(match.domains) &&
      this.fitsRoute(match.route) &&
      this.fitsHeaders(match.headers)
    );
  }

  private fitsPath(match: RequestMatch): bool {
    const prefix = match.prefix;
    const whole = match.path;
    if (prefix == null && whole == null) return true;
    let path = this.path;
    if (path == null) {
      path = withoutQuery(headerOr(":path"));
      this.path = path;
    }
    if (prefix != null && !path.startsWith(prefix)) return false;
    return whole == null || path == whole;
  }

  private fitsDomains(domains: string[]): bool {
    if (domains.length == 0) return true;
    let host = this.host;
    if (host == null) {
      host = headerOr(":authority");
      this.host = host;
    }
    for (let i = 0; i < domains.length; i++) {
      if (isInDomain(host, domains[i])) return true;
    }
    return false;
  }

  private fitsRoute(name: string | null): bool {
    if (name == null) return true;
    let route = this.route;
    if (route == null) {
      const known = getProperty(["xds", "route_name"]);
      route = known == null ? "" : known;
      this.route = route;
    }
    return route == name;
  }

  private fitsHeaders(matches: HeaderMatch[]): bool {
    if (matches.length == 0) return true;
    let headers = this.headers;
    if (headers == null) {
      headers = requestHeaders().entries();
      this.headers = headers;
    }
    for (let i = 0; i < matches.length; i++) {
      if (!fitsHeader(headers, matches[i])) return false;
    }
    return true;
  }
}

function fitsHeader(headers: HeaderEntries, match: HeaderMatch): bool {
  const exact = match.exact;
  const prefix = match.prefix;
  let isThere = false;
  let fits: bool = false;
  for (let i = 0; !fits && i < headers.length; i++) {
    if (!headers.hasName(i, match.name)) continue;
    isThere = true;
    if (exact == null && prefix == null) break;
    const value = headers.value(i);
    fits =
      match.present &&
      (exact == null || value == exact) &&
      (prefix == null || value.startsWith(prefix));
  }
  if (exact == null && prefix == null) fits = isThere == match.present;
  // A missing header has no text to compare, even where the match is inverted.
  else if (!isThere) return false;
  return fits != match.inverted;
}

/** Tells whether a host fits a domain, which may begin or end with a `*`. */
function isInDomain(host: string, domain: string): bool {
  const size = domain.length;
  const isSuffix = domain.charCodeAt(0) == STAR;
  const isPrefix = domain.charCodeAt(size - 1) == STAR;
  if (!isSuffix && !isPrefix) {
    return host.length == size && isSame(host, 0, domain, 0, size);
  }
  if (size == 1) return true;
  const rest = host.length - (size - 1);
  if (rest <= 0) return false;
  return isSuffix
    ? isSame(host, rest, domain, 1, size - 1)
    : isSame(host, 0, domain, 0, size - 1);
}

const STAR: i32 = 0x2a;

/** Compares parts of two texts, ignoring the case of ASCII letters. */
function isSame(
  one: string,
  from: i32,
  other: string,
  start: i32,
  count: i32,
): bool {
  for (let i = 0; i < count; i++) {
    const unit = small(one.charCodeAt(from + i));
    if (unit != small(other.charCodeAt(start + i))) return false;
  }
  return true;
}

function small(unit: u32): u32 {
  return unit - 0x41 < 26 ? unit | 0x20 : unit;
}

function withoutQuery(path: string): string {
  const at = path.indexOf("?");
  return at < 0 ? path : path.substring(0, at);
}

function requestHeaders(): HeaderMap {
  return HttpMessage.of(MessageKind.Request).headers;
}

function headerOr(name: string): string {
  const value = requestHeaders().get(name);
  return value == null ? "" : value;
}
