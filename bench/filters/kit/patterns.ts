import { Glob, Needles, Regex, regex, regexSet, Router } from "proxy-wasm-as";
import { bytes, collectAfter, input } from "./input";

export { room } from "./input";

/** What a body's filter sees of its bytes at a time. */
const PART = 16384;

const needles = new Needles(["password", "secret", "token"]);

export function needlesFind(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const search = needles.search();
    out = 0;
    for (let at = 0; at < bytes.length; at += PART) {
      search.feed(bytes.subarray(at, min(at + PART, bytes.length)));
      while (search.next()) out++;
    }
    search.finish();
    while (search.next()) out++;
    collectAfter(8192);
  }
  return out;
}

const routes = regexSet([
  "^/$",
  "^/health$",
  "^/metrics$",
  "^/login$",
  "^/logout$",
  "^/static/.*\\.(css|js|png)$",
  "^/api/v1/users$",
  "^/api/v1/users/[0-9]+$",
  "^/api/v1/users/[0-9]+/orders$",
  "^/api/v1/users/[0-9]+/orders/[0-9a-f-]+$",
  "^/api/v1/teams/[a-z0-9-]+/members$",
  "^/api/v1/search$",
  "^/api/v2/users/[0-9]+$",
  "^/api/v2/users/[0-9]+/orders$",
  "^/api/v[0-9]+/status$",
  "^/admin(/|$)",
  "^/blog/[0-9]{4}/[0-9]{2}/[a-z0-9-]+$",
  "^/download/[^/]+/(latest|v[0-9.]+)$",
  "^/images/.+\\.(jpg|webp)$",
  "^/docs/.*$",
]);

/** Routes each of the paths, which are the lines of the input. */
export function regexRoutes(times: i32): i32 {
  let out = 0;
  const paths = input().split("\n");
  for (let i = 0; i < times; i++) {
    out = 0;
    for (let each = 0; each < paths.length; each++) {
      out += routes.first(paths[each]);
    }
  }
  return out;
}

const user = regex("^/api/v[0-9]+/users/(?P<id>[0-9]+)");

export function regexTest(times: i32): i32 {
  let out = 0;
  const path = input();
  for (let i = 0; i < times; i++) out = i32(user.test(path));
  return out;
}

export function regexGroups(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const match = user.find(input());
    out = match != null ? match.group(1)!.length : -1;
    collectAfter();
  }
  return out;
}

const slow = Regex.compile("(?:a|b|ab)*c")!;

/** A search that takes exponential time where an engine goes back. */
export function regexAtRunTime(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) out = i32(slow.testBytes(bytes));
  return out;
}

export function regexCompile(times: i32): i32 {
  let out = 0;
  for (let i = 0; i < times; i++) {
    const made = Regex.compile(input());
    out = made != null ? 1 : 0;
    collectAfter(32768);
  }
  return out;
}

/** How many routes `routerFind` has. */
const ROUTES = 2000;
let router: Router<i32> | null = null;

function theRouter(): Router<i32> {
  const old = router;
  if (old != null) return old;
  const made = new Router<i32>();
  for (let i = 0; i < ROUTES; i++) {
    made.add("GET", `/v1/service-${i}/items/{id}`, i);
    made.add("GET", `/v1/service-${i}/items/{id}/parts/{part}`, i);
  }
  router = made;
  return made;
}

export function routerFind(times: i32): i32 {
  let out = 0;
  const all = theRouter();
  for (let i = 0; i < times; i++) {
    const found = all.find("GET", input());
    out = found != null ? found.value : -1;
    // What a match takes: more would count the marking of the routes too often.
    collectAfter(192);
  }
  return out;
}

export function globMatches(times: i32): i32 {
  let out = 0;
  const glob = Glob.parse("/static/**/img-*.png")!;
  for (let i = 0; i < times; i++) out = i32(glob.matches(input()));
  return out;
}
