import {
  Accept,
  Authorization,
  ByteRanges,
  CacheControl,
  CidrSet,
  Cookies,
  EntityTag,
  EntityTags,
  Forwarded,
  IpAddress,
  MediaType,
  MultipartPart,
  MultipartReader,
  parseHttpDate,
  RequestUrl,
  SearchParams,
  SetCookie,
  StructuredDictionary,
} from "proxy-wasm-as";
import { bytes, collectAfter, input } from "./input";

export { room } from "./input";

/** The ranges of `cidrSetHas`: 10,000 of IPv4 and as many of IPv6. */
let set: CidrSet | null = null;

function ranges(): CidrSet {
  const old = set;
  if (old != null) return old;
  const all = new CidrSet();
  for (let i = 0; i < 10000; i++) {
    all.add(`${(i >> 8) + 11}.${i & 255}.0.0/17`);
    all.add(`2001:${(i >> 8) + 10}:${i & 255}::/49`);
  }
  set = all;
  return all;
}

/** What each work does besides its own. */
export function nothing(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    out = input().length;
    collectAfter();
  }
  return out;
}

export function searchParamsGet(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const value = new SearchParams(input()).get("page");
    out = value != null ? value.length : -1;
    collectAfter();
  }
  return out;
}

export function requestUrlEdit(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const url = RequestUrl.ofBytes(bytes);
    url.searchParams.set("page", "3");
    url.searchParams.delete("utm_source");
    out = url.toBytes().length;
    collectAfter();
  }
  return out;
}

export function cookiesGet(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const value = new Cookies(input()).get("session");
    out = value != null ? value.length : -1;
    collectAfter();
  }
  return out;
}

export function setCookieSecure(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const cookie = SetCookie.parse(input());
    if (cookie == null) return -1;
    cookie.secure = true;
    cookie.domain = null;
    out = cookie.toString().length;
    collectAfter();
  }
  return out;
}

export function mediaTypeParse(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const type = MediaType.parse(input());
    out = type != null && type.isJson ? 1 : 0;
    collectAfter();
  }
  return out;
}

export function acceptBest(times: i32): i32 {
  let out = 0;
  const offers = ["application/json", "text/html"];
  for (let i = 0; i < times; i++) {
    const best = new Accept(input()).best(offers);
    out = best != null ? best.length : -1;
    collectAfter();
  }
  return out;
}

export function bearer(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const found = Authorization.parse(input());
    const token = found != null ? found.bearer : null;
    out = token != null ? token.length : -1;
    collectAfter();
  }
  return out;
}

export function basic(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const found = Authorization.parse(input());
    const user = found != null ? found.basic : null;
    out = user != null ? user.user.length : -1;
    collectAfter();
  }
  return out;
}

export function ipAddressParse(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const address = IpAddress.parse(input());
    out = address != null ? <i32>address.low : -1;
    collectAfter();
  }
  return out;
}

export function cidrSetHas(times: i32): i32 {
  let out = 0;
  const all = ranges();
  const address = IpAddress.parse(input())!;
  for (let i = 0; i < times; i++) out += i32(all.has(address));
  return out > 0 ? 1 : 0;
}

export function forwardedParse(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const elements = Forwarded.parse(input());
    out = elements != null ? elements.length : -1;
    collectAfter();
  }
  return out;
}

export function entityTagsHas(times: i32): i32 {
  let out = 0;
  const tag = EntityTag.make("33a64df551425fcc55e4d42a148795d9f25f89d4")!;
  for (let i = 0; i < times; i++) {
    const tags = EntityTags.parse(input());
    out = tags != null && tags.hasWeak(tag) ? 1 : 0;
    collectAfter();
  }
  return out;
}

export function rangesResolve(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const found = ByteRanges.parse(input());
    out = found != null ? found.resolve(10000).length : -1;
    collectAfter();
  }
  return out;
}

export function cacheControlSeconds(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    out = <i32>new CacheControl(input()).seconds("max-age");
    collectAfter();
  }
  return out;
}

export function httpDate(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const date = parseHttpDate(input());
    out = date != null ? <i32>(date.getTime() / 1000) : -1;
    collectAfter();
  }
  return out;
}

export function structuredDictionary(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const members = StructuredDictionary.parse(input());
    out = members != null ? members.size : -1;
    collectAfter();
  }
  return out;
}

class Sizes extends MultipartReader {
  size: i32 = 0;
  override onPart(part: MultipartPart): void {
    const name = part.name;
    if (name != null) this.size += name.length;
  }
  override onContent(bytes: Uint8Array): void {
    this.size += bytes.length;
  }
}

export function multipartRead(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const reader = new Sizes("----WebKitFormBoundary7MA4YWxkTrZu0gW");
    if (!reader.write(bytes)) return -1;
    out = reader.size;
    collectAfter();
  }
  return out;
}
