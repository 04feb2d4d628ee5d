import {
  Accept,
  AcceptEncoding,
  AcceptLanguage,
  Authorization,
  ByteRanges,
  CacheControl,
  CidrSet,
  ContentRange,
  Cookies,
  EntityTags,
  EntityTag,
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
  StructuredItem,
  StructuredList,
  utf8Decode,
} from "proxy-wasm-as";
import { input, put, putText } from "../../module/filters/input-output";

export { place, room } from "../../module/filters/input-output";

/** The names and values, each behind a byte that is in no text. */
export function searchParams(): i32 {
  const params = SearchParams.ofBytes(input);
  const names = params.keys();
  const values = params.values();
  const parts: string[] = [];
  for (let i = 0; i < names.length; i++) {
    parts.push(names[i]);
    parts.push(values[i]);
  }
  return putText(parts.join("\n"));
}

/** Sets one pair; what is read again is what was set. */
export function searchParamsSet(): i32 {
  const params = SearchParams.ofBytes(input);
  const value = utf8Decode(input);
  params.set("a b", value);
  const again = new SearchParams(params.toString());
  const all = again.getAll("a b");
  return all.length == 1 && all[0] == value ? put(params.toBytes()) : -1;
}

export function requestUrl(): i32 {
  const url = RequestUrl.ofBytes(input);
  url.searchParams.delete("none");
  return url.segments.length > 0 ? put(url.toBytes()) : -1;
}

/** Sets the path to a text; what a URL cannot have is encoded. */
export function pathname(): i32 {
  const url = new RequestUrl("/");
  url.pathname = utf8Decode(input);
  return put(url.toBytes());
}

export function cookies(): i32 {
  const all = new Cookies(utf8Decode(input));
  const names = all.keys();
  for (let i = 0; i < names.length; i++) {
    if (all.get(names[i]) == null) return -1;
  }
  return putText(all.toString());
}

/** What is written is read as the same, with an attribute set and removed again. */
export function setCookie(): i32 {
  const cookie = SetCookie.parse(utf8Decode(input));
  if (cookie == null) return -1;
  const text = cookie.toString();
  const date = cookie.expires;
  const moment = date != null ? date.getTime() : 0;
  const secure = cookie.secure;
  cookie.setAttribute("X-New", "1");
  cookie.setAttribute("x-new", null);
  const again = SetCookie.parse(cookie.toString());
  if (again == null || again.toString() != text) return putText("another");
  const fault = again.fault;
  const size = fault == null ? 0 : fault.length;
  return putText(`${again.name}\n${moment}\n${secure}\n${size}`);
}

export function mediaType(): i32 {
  const type = MediaType.parse(utf8Decode(input));
  if (type == null) return -1;
  const again = MediaType.parse(type.toString());
  if (again == null || again.toString() != type.toString()) {
    return putText("another");
  }
  return putText(type.essence);
}

export function accept(): i32 {
  const text = utf8Decode(input);
  const quality = new Accept(text).quality("text/html;level=1");
  const coding = new AcceptEncoding(text).quality("gzip");
  const language = new AcceptLanguage(text).quality("en-GB");
  return putText(`${quality} ${coding} ${language}`);
}

export function authorization(): i32 {
  const found = Authorization.parse(utf8Decode(input));
  if (found == null) return -1;
  const basic = found.basic;
  if (basic != null) return putText(`${basic.user}\n${basic.password}`);
  const realm = found.parameter("realm");
  const bearer = found.bearer;
  return putText(bearer != null ? bearer : realm != null ? realm : "");
}

export function forwarded(): i32 {
  const elements = Forwarded.parse(utf8Decode(input));
  if (elements == null) return -1;
  const texts: string[] = [];
  for (let i = 0; i < elements.length; i++) {
    const address = elements[i].forAddress;
    const element = address != null ? address.toString() : "";
    texts.push(elements[i].toString() + " " + element);
  }
  return putText(texts.join("\n"));
}

export function ipAddress(): i32 {
  const address = IpAddress.parse(utf8Decode(input));
  return putText(address != null ? address.toString() : null);
}

export function endpoint(): i32 {
  const address = IpAddress.ofEndpoint(utf8Decode(input));
  return putText(address != null ? address.toString() : null);
}

/** The first line is an address, and the others are ranges. */
export function cidrSet(): i32 {
  const lines = utf8Decode(input).split("\n");
  const set = CidrSet.of(lines.slice(1));
  const address = IpAddress.parse(lines[0]);
  if (set == null || address == null) return -1;
  return putText(set.has(address) ? "in" : "out");
}

export function entityTags(): i32 {
  const text = utf8Decode(input);
  const tags = EntityTags.parse(text);
  const tag = EntityTag.parse(text);
  if (tag != null && tag.toString() != text) return putText("another");
  if (tags == null) return -1;
  return putText(tag != null && tags.hasWeak(tag) ? "in" : "out");
}

export function ranges(): i32 {
  const text = utf8Decode(input);
  const content = ContentRange.parse(text);
  const found = ByteRanges.parse(text);
  if (content != null) return putText(content.size.toString());
  if (found == null) return -1;
  const parts = found.resolve(1000);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part.start < 0 || part.length < 1 || part.end > 999) {
      return putText("outside");
    }
  }
  return putText("inside");
}

export function cacheControl(): i32 {
  const text = utf8Decode(input);
  const control = new CacheControl(text);
  control.setSeconds("max-age", 60);
  const again = new CacheControl(control.toString());
  return putText(again.seconds("max-age").toString());
}

export function httpDate(): i32 {
  const date = parseHttpDate(utf8Decode(input));
  return putText(date != null ? date.getTime().toString() : null);
}

export function structuredItem(): i32 {
  const item = StructuredItem.parse(utf8Decode(input));
  if (item == null) return -1;
  const again = StructuredItem.parse(item.toString());
  return putText(again != null ? again.toString() : "none");
}

export function structuredItemOnce(): i32 {
  const item = StructuredItem.parse(utf8Decode(input));
  return putText(item != null ? item.toString() : null);
}

export function structuredList(): i32 {
  const list = StructuredList.parse(utf8Decode(input));
  if (list == null) return -1;
  const again = StructuredList.parse(list.toString());
  return putText(again != null ? again.toString() : "none");
}

export function structuredListOnce(): i32 {
  const list = StructuredList.parse(utf8Decode(input));
  return putText(list != null ? list.toString() : null);
}

export function structuredDictionary(): i32 {
  const members = StructuredDictionary.parse(utf8Decode(input));
  if (members == null) return -1;
  const again = StructuredDictionary.parse(members.toString());
  return putText(again != null ? again.toString() : "none");
}

export function structuredDictionaryOnce(): i32 {
  const members = StructuredDictionary.parse(utf8Decode(input));
  return putText(members != null ? members.toString() : null);
}

/** Writes down all that it reads. */
class Notes extends MultipartReader {
  readonly parts: string[] = [];
  isOpen: bool = false;

  override onPart(part: MultipartPart): void {
    const name = part.name;
    this.parts.push((this.isOpen ? "open" : "part ") + (name ?? ""));
    this.isOpen = true;
    this.parts.push("");
  }

  override onContent(bytes: Uint8Array): void {
    const last = this.parts.length - 1;
    // Each byte by itself, as a piece may end within a character.
    for (let i = 0; i < bytes.length; i++) {
      this.parts[last] += String.fromCharCode(bytes[i]);
    }
  }

  override onPartEnd(): void {
    this.isOpen = false;
    this.parts.push("end");
  }
}

function notes(bytes: Uint8Array, size: i32): string {
  const reader = new Notes("b", 100);
  let isRight: bool = true;
  for (let at = 0; at < bytes.length; at += size) {
    isRight = reader.write(bytes.slice(at, min(at + size, bytes.length)));
  }
  const end = isRight ? (reader.isComplete ? "" : "cut") : "failed";
  return reader.parts.join("\n") + end;
}

/** The first byte is the size of the pieces, which make no difference. */
export function multipart(): i32 {
  if (input.length == 0) return -1;
  const body = input.subarray(1);
  const whole = notes(body, max(body.length, 1));
  const pieces = notes(body, max(input[0] & 31, 1));
  return putText(whole == pieces ? whole : "another");
}
