import {
  Glob,
  Needles,
  Regex,
  RegexMatch,
  RegexSet,
  Router,
  utf8Decode,
} from "proxy-wasm-as";
import { input, putText } from "../../module/filters/input-output";

export { place, room } from "../../module/filters/input-output";

/** What is found of needles, the input being them and a text, divided by line feeds. */
export function needles(): i32 {
  const parts = utf8Decode(input).split("\n");
  const size = 1 + parts[0].length;
  const text = Uint8Array.wrap(String.UTF8.encode(parts[parts.length - 1]));
  const all = new Needles(parts.slice(1, -1), parts[0].startsWith("i"));
  const search = all.search();
  let shown = "";
  for (let at = 0; at <= text.length; at += size) {
    if (at + size > text.length) {
      search.feed(text.subarray(at));
      while (search.next()) {
        shown += `${search.offset + search.start},${search.offset + search.end} `;
      }
      break;
    }
    search.feed(text.subarray(at, at + size));
    while (search.next()) {
      shown += `${search.offset + search.start},${search.offset + search.end} `;
    }
  }
  search.finish();
  while (search.next()) {
    shown += `${search.offset + search.start},${search.offset + search.end} `;
  }
  return putText(shown);
}

/** The first match of a pattern, of flags, in a text, which line feeds of 0 divide. */
export function regexFind(): i32 {
  const parts = utf8Decode(input).split("\0");
  if (parts.length < 3) return -1;
  const made = Regex.compile(parts[0], parts[1]);
  if (made == null) {
    const fault = Regex.faultOf(parts[0], parts[1]);
    return fault == null ? putText("no fault") : -1;
  }
  const text = parts[2];
  const set = RegexSet.compile([parts[0], "$^a", parts[0]], parts[1]);
  if (set == null) return putText("no set");
  const match = made.find(text);
  const matches = made.test(text);
  const all = set.all(text);
  if (match == null) {
    return putText(matches || all.length > 0 ? "it is tested" : "none");
  }
  if (!matches || all.join() != "0,2" || set.first(text) != 0) {
    return putText(`it is not tested: ${all}`);
  }
  return putText(shownOf(match));
}

export function regexReplace(): i32 {
  const parts = utf8Decode(input).split("\0");
  if (parts.length < 3) return -1;
  const made = Regex.compile(parts[0], parts[1]);
  return made == null ? -1 : putText(made.replaceAll(parts[2], "<$&>"));
}

function shownOf(match: RegexMatch): string {
  let shown = `${match.index},${match.end}`;
  for (let i = 0; i <= match.groups; i++) {
    const text = match.group(i);
    shown += text == null ? "\n-" : "\n=" + text;
  }
  return shown;
}

/** Whether a glob matches a text, which a line feed divides from it. */
export function glob(): i32 {
  const parts = utf8Decode(input).split("\n");
  const made = Glob.parse(parts[0]);
  return made == null
    ? -1
    : putText(`${made.matches(parts[parts.length - 1])}`);
}

/** The route of a path, the last line; the others are the paths of routes. */
export function route(): i32 {
  const lines = utf8Decode(input).split("\n");
  const path = lines.pop();
  const router = new Router<i32>();
  let faults = 0;
  for (let i = 0; i < lines.length; i++) {
    if (router.add("GET", lines[i], i) != null) faults++;
  }
  const found = router.find("GET", path);
  if (found == null) return faults == lines.length ? -1 : putText("none");
  let shown = found.value.toString();
  for (let i = 0; i < found.count; i++) shown += "\n" + found.item(i)!;
  return putText(shown);
}
