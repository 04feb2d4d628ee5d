import { BlockList, isIP } from "node:net";
import { MIMEType } from "node:util";
import type { Theme, Work } from "./work.ts";

const BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
const QUERY = "q=caf%C3%A9+latte&page=2&sort=asc&utm_source=mail&tag=a&tag=b";
const COOKIE =
  "_ga=GA1.2.123456789.1600000000; theme=dark; session=31d4d96e407aad42; lang=en";

/** A form of 16 KiB with a file in it. */
const FORM = [
  `--${BOUNDARY}`,
  'Content-Disposition: form-data; name="title"',
  "",
  "A file",
  `--${BOUNDARY}`,
  'Content-Disposition: form-data; name="file"; filename="a.txt"',
  "Content-Type: text/plain",
  "",
  "0123456789abcde\n".repeat(1024),
  `--${BOUNDARY}--`,
  "",
].join("\r\n");

/** A row whose bytes are those of a statement about a text that nobody knows. */
function work(
  name: string,
  of: string,
  input: string,
  imports: string[],
  uses: string,
  node?: Work["node"],
): Work {
  const shared = { name, of, input: Buffer.from(input), imports };
  return {
    ...shared,
    uses: `const text = this.request.headers.get("a"); if (text == null) return FilterHeadersStatus.Continue; ${uses}`,
    ...(node && { node }),
  };
}

/** A statement that needs a value, and little else. */
function stopIf(condition: string): string {
  return `if (${condition}) return FilterHeadersStatus.StopIteration;`;
}

/** The vocabulary of docs/kit/http.md. */
export const HTTP: Theme = {
  name: "http",
  filter: "bench/filters/kit/http.ts",
  works: [
    // What each row reads its text with.
    {
      name: "nothing",
      of: "a header",
      input: Buffer.from("a"),
      imports: ["HeaderMap"],
      uses: `const text = this.request.headers.get("a"); ${stopIf("text == null")}`,
    },
    work(
      "searchParamsGet",
      "6 pairs",
      QUERY,
      ["SearchParams"],
      stopIf('new SearchParams(text).get("a") == null'),
      onText((text) => new URLSearchParams(text).get("page")),
    ),
    work(
      "requestUrlEdit",
      "path and 6 pairs",
      `/search/all?${QUERY}`,
      ["RequestUrl"],
      'const url = new RequestUrl(text); url.searchParams.set("a", "b"); url.writeTo(this.request.headers);',
      onText((text) => {
        const url = new URL(text, "http://a");
        url.searchParams.set("page", "3");
        url.searchParams.delete("utm_source");
        return url.pathname + url.search;
      }),
    ),
    work(
      "cookiesGet",
      "4 cookies",
      COOKIE,
      ["Cookies"],
      stopIf('Cookies.of(this.request.headers).get("a") == null'),
    ),
    work(
      "setCookieSecure",
      "5 attributes",
      "id=31d4d96e; Path=/; Domain=example.com; Max-Age=3600; HttpOnly; SameSite=Lax",
      ["SetCookie"],
      'const cookie = new SetCookie("a", text); cookie.secure = true; cookie.appendTo(this.response.headers);',
    ),
    work(
      "mediaTypeParse",
      "1 parameter",
      "application/problem+json; charset=utf-8",
      ["MediaType"],
      `const type = MediaType.of(this.request.headers); ${stopIf("type == null || type.isJson")}`,
      onText((text) => new MIMEType(text).essence),
    ),
    work(
      "acceptBest",
      "5 ranges, 2 offers",
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8",
      ["Accept"],
      stopIf('Accept.of(this.request.headers).best(["a/b", text]) == null'),
    ),
    work(
      "bearer",
      "300 bytes",
      `Bearer ${"eyJhbGciOi.JIUzI1NiJ9-".repeat(14).slice(0, 300)}`,
      ["Authorization"],
      stopIf("Authorization.bearerOf(this.request.headers) == null"),
    ),
    work(
      "basic",
      "19 bytes",
      "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
      ["Authorization"],
      stopIf("Authorization.basicOf(this.request.headers) == null"),
    ),
    work(
      "ipAddressParse",
      "IPv6",
      "2001:db8:85a3::8a2e:370:7334",
      ["IpAddress"],
      stopIf("IpAddress.parse(text) == null"),
      onText((text) => isIP(text)),
    ),
    cidrs("203.0.113.7"),
    cidrs("2001:20:7:0:1::1"),
    work(
      "forwardedParse",
      "2 elements",
      'for="[2001:db8::1]:4711";proto=https;by=203.0.113.43, for=198.51.100.17',
      ["TrustedProxies"],
      stopIf(
        "TrustedProxies.hops(1).clientOfForwarded(this.request.headers) == null",
      ),
    ),
    work(
      "entityTagsHas",
      "3 tags",
      '"xyzzy", W/"r2d2xxxx", "33a64df551425fcc55e4d42a148795d9f25f89d4"',
      ["EntityTag", "Precondition", "Preconditions"],
      stopIf(
        "Preconditions.of(this.request.headers).check(EntityTag.make(text), null) == Precondition.Failed",
      ),
    ),
    work(
      "rangesResolve",
      "3 ranges",
      "bytes=0-499, 9500-, -500",
      ["ByteRanges"],
      stopIf("ByteRanges.of(this.request.headers) == null"),
    ),
    work(
      "cacheControlSeconds",
      "4 directives",
      'public, max-age=604800, stale-while-revalidate=86400, private="a"',
      ["CacheControl"],
      stopIf('CacheControl.of(this.request.headers).has("no-store")'),
    ),
    work(
      "httpDate",
      "IMF-fixdate",
      "Sun, 06 Nov 1994 08:49:37 GMT",
      ["parseHttpDate"],
      stopIf("parseHttpDate(text) == null"),
      onText((text) => Date.parse(text)),
    ),
    work(
      "structuredDictionary",
      "5 members",
      'u=3, i, sig=:aGVsbG8gd29ybGQ=:;created=1618884473, a=("b" c);d=1.5, t="x"',
      ["StructuredDictionary"],
      stopIf(
        'StructuredDictionary.of(this.request.headers, "priority") == null',
      ),
    ),
    {
      name: "multipartRead",
      of: "16 KiB, 2 parts",
      input: Buffer.from(FORM),
    },
  ],
};

/** Looks for an address in 10,000 ranges of each version. */
function cidrs(address: string): Work {
  const version = isIP(address) === 4 ? "ipv4" : "ipv6";
  let list: BlockList | undefined;
  return work(
    "cidrSetHas",
    `20,000 ranges, ${version === "ipv4" ? "IPv4" : "IPv6"}`,
    address,
    ["CidrSet", "IpAddress"],
    `const set = CidrSet.of([text]); const address = IpAddress.parse(text); ${stopIf("set == null || address == null || set.has(address)")}`,
    () => {
      list ??= blockList();
      return list.check(address, version);
    },
  );
}

function blockList(): BlockList {
  const list = new BlockList();
  for (let i = 0; i < 10_000; i += 1) {
    const [high, low] = [i >> 8, i & 255];
    list.addSubnet(`${high + 11}.${low}.0.0`, 17, "ipv4");
    list.addSubnet(`2001:${high + 10}:${low}::`, 49, "ipv6");
  }
  return list;
}

/** Decodes the input once, as the SDK's works do. */
function onText(work: (text: string) => unknown): NonNullable<Work["node"]> {
  let text = "";
  return (input) => {
    if (text === "") text = input.toString();
    return work(text);
  };
}
