import type { Theme, Work } from "./work.ts";

/** A mebibyte of JSON lines, with 64 of the needles in it. */
function body(): Buffer {
  const line =
    '{"id":1234,"name":"Ada Lovelace","mail":"ada@example.com","tags":["a","b"],"note":"the post office is there"}\n';
  const rest = line.repeat(Math.ceil(2 ** 20 / line.length)).slice(0, 2 ** 20);
  const bytes = Buffer.from(rest);
  const needles = ["password", "secret", "token"];
  for (let i = 0; i < 64; i++)
    bytes.write(needles[i % 3], i * 16_384 + 16_380 - (i % 3) * 5000);
  return bytes;
}

const ROUTES = [
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
];

const PATHS = [
  "/",
  "/health",
  "/static/app/main.js",
  "/api/v1/users/1234",
  "/api/v1/users/1234/orders/0a1b-2c3d",
  "/api/v1/teams/blue-team/members",
  "/api/v2/users/77/orders",
  "/blog/2024/05/a-long-title-of-a-post",
  "/download/envoy/v1.33.2",
  "/docs/kit/patterns.html",
];
const expressions = ROUTES.map((each) => new RegExp(each));
const USER = /^\/api\/v[0-9]+\/users\/(?<id>[0-9]+)/;

/** A statement that needs a condition, and little else. */
function stopIf(condition: string): string {
  return `if (${condition}) return FilterHeadersStatus.StopIteration;`;
}

/** The patterns of docs/kit/patterns.md. */
export const PATTERNS: Theme = {
  name: "patterns",
  filter: "bench/filters/kit/patterns.ts",
  works: [
    {
      name: "needlesFind",
      of: "3 needles, 1 MiB in parts of 16 KiB",
      input: body(),
      node: (input) =>
        input.toString("latin1").match(/password|secret|token/g)?.length,
      rust: "needles_find",
      imports: ["Needles"],
      uses: 'if (new Needles(["a", "b"]).isIn("c")) return FilterHeadersStatus.StopIteration;',
    },
    {
      name: "regexRoutes",
      of: "10 paths by 20 patterns",
      input: Buffer.from(PATHS.join("\n")),
      node: onLines((path) => expressions.findIndex((each) => each.test(path))),
      rust: "regex_routes",
      imports: ["regexSet"],
      uses: stopIf('regexSet(["^/a/[0-9]+$", "^/b"]).first("c") == 0'),
    },
    {
      name: "regexTest",
      of: "1 path",
      input: Buffer.from("/api/v12/users/1234567/orders"),
      node: onText((path) => USER.test(path)),
      rust: "regex_test",
      imports: ["regex"],
      uses: stopIf('regex("^/a/[0-9]+$").test("c")'),
    },
    {
      name: "regexGroups",
      of: "1 path",
      input: Buffer.from("/api/v12/users/1234567/orders"),
      node: onText((path) => USER.exec(path)?.groups?.id),
      rust: "regex_groups",
      imports: ["regex"],
      uses: stopIf('regex("^/a/([0-9]+)$").find("c") != null'),
    },
    {
      name: "regexAtRunTime",
      of: "4 KiB",
      input: Buffer.from("ab".repeat(2048)),
      rust: "regex_at_run_time",
      imports: ["Regex"],
      uses: stopIf('Regex.compile("^/a/[0-9]+$") == null'),
    },
    {
      name: "regexCompile",
      of: "40 bytes",
      input: Buffer.from("^/api/v[0-9]+/(users|teams)/([^/]+)(/.*)?$"),
      node: onText((pattern) => new RegExp(pattern)),
      rust: "regex_compile",
    },
    {
      name: "routerFind",
      of: "4,000 routes",
      input: Buffer.from("/v1/service-1234/items/5678/parts/90"),
      rust: "router_find",
      imports: ["Router"],
      uses: `const router = new Router<i32>(); router.add("GET", "/a", 1); ${stopIf('router.find("GET", "/b") == null')}`,
    },
    {
      name: "globMatches",
      of: "1 path",
      input: Buffer.from("/static/a/b/c/img-1234.png"),
      node: onText((path) =>
        /^\/static\/(?:[^/]*\/)*img-[^/]*\.png$/.test(path),
      ),
      imports: ["Glob"],
      uses: stopIf('Glob.parse("/a/**")!.matches("/b")'),
    },
  ],
};

/** Decodes the input once, as the SDK's works do. */
function onText(work: (text: string) => unknown): Work["node"] {
  let text = "";
  return (input) => {
    if (text === "") text = input.toString();
    return work(text);
  };
}

function onLines(work: (line: string) => unknown): Work["node"] {
  let lines: string[] = [];
  return (input) => {
    if (lines.length === 0) lines = input.toString().split("\n");
    let last: unknown;
    for (const line of lines) last = work(line);
    return last;
  };
}
