import { AnswerHeaders } from "proxy-wasm-as/assembly/api/answer-headers";
import { HeaderList } from "proxy-wasm-as/assembly/api/header-list";
import { Freshness } from "proxy-wasm-as/assembly/calls/freshness";

/** Sun, 06 Nov 1994 08:49:37 GMT. */
const NOW: i64 = 784_111_777_000;

/** Reads an answer with these headers, `name: value`. */
function read(
  lines: string[],
  status: i32 = 200,
  isAuthorized: bool = false,
): Freshness {
  const list = new HeaderList();
  for (let i = 0; i < lines.length; i++) {
    const parts = lines[i].split(": ");
    list.append(parts[0], parts[1]);
  }
  const pairs = new ArrayBuffer(<i32>list.encodedSize);
  list.encodeTo(changetype<usize>(pairs));
  return Freshness.of(status, new AnswerHeaders(pairs), isAuthorized, NOW);
}

/** Returns how long such an answer is fresh. */
function freshness(
  lines: string[],
  status: i32 = 200,
  isAuthorized: bool = false,
): i64 {
  return read(lines, status, isAuthorized).left;
}

describe("Freshness", () => {
  test("Freshness.left takes s-maxage before max-age before expires: RFC 9111, section 4.2.1", () => {
    const expires = "expires: Sun, 06 Nov 1994 08:50:37 GMT";
    expect(freshness([expires])).toBe(60);
    const maxAge = "cache-control: max-age=10";
    expect(freshness([expires, maxAge])).toBe(10);
    const shared = "cache-control: s-maxage=20";
    expect(freshness([expires, maxAge, shared])).toBe(20);
    expect(freshness([])).toBe(0);
  });

  test("Freshness.left subtracts the age: RFC 9111, section 4.2.3", () => {
    const control = "cache-control: max-age=100";
    expect(freshness([control, "age: 30"])).toBe(70);
    expect(freshness([control, "age: 300"])).toBe(0);
    expect(freshness([control, "age: old"])).toBe(100);
    const date = "date: Sun, 06 Nov 1994 08:48:57 GMT";
    expect(freshness([control, date])).toBe(60);
    expect(freshness([control, date, "age: 50"])).toBe(50);
    const late = "date: Sun, 06 Nov 1994 08:50:37 GMT";
    expect(freshness([control, late])).toBe(100);
  });

  test("Freshness.left is 0 for what cannot be read, as for what has ended", () => {
    expect(freshness(["expires: 0"])).toBe(0);
    expect(freshness(["expires: Sun, 06 Nov 1994 08:49:36 GMT"])).toBe(0);
    const expires = "expires: Sun, 06 Nov 1994 08:50:37 GMT";
    expect(freshness([expires, "cache-control: max-age=a"])).toBe(0);
    expect(freshness(["cache-control: max-age=-1"])).toBe(0);
  });

  test("Freshness.left is 0 for what a shared cache may not keep: RFC 9111, section 3", () => {
    const directives = ["no-store", "no-cache", "private", 'private="a"'];
    for (let i = 0; i < directives.length; i++) {
      const control = `cache-control: max-age=60, ${directives[i]}`;
      expect(freshness([control])).toBe(0, directives[i]);
    }
    const control = "cache-control: max-age=60";
    expect(freshness([control], 500)).toBe(0);
    expect(freshness([control], 206)).toBe(0);
    expect(freshness([control], 404)).toBe(60);
    expect(freshness([control], 200, true)).toBe(0);
    expect(freshness([control + ", public"], 200, true)).toBe(60);
    expect(freshness([control + ", must-revalidate"], 200, true)).toBe(60);
    expect(freshness(["cache-control: s-maxage=60"], 200, true)).toBe(60);
  });

  test("Freshness.isStorable is false for what a shared cache may not keep, not for what is stale", () => {
    expect(read([]).isStorable).toBe(true);
    expect(read(["cache-control: no-cache"]).isStorable).toBe(true);
    expect(read([], 302).isStorable).toBe(false);
    expect(read(["cache-control: max-age=1"], 302).isStorable).toBe(true);
    expect(read([], 206).isStorable).toBe(false);
    expect(read(["cache-control: no-store"]).isStorable).toBe(false);
    expect(read(["cache-control: private"]).isStorable).toBe(false);
    expect(read(["cache-control: max-age=1"], 200, true).isStorable).toBe(
      false,
    );
  });

  test("Freshness.whileRevalidating and ifError are what RFC 5861 says", () => {
    const stale = "stale-while-revalidate=10, stale-if-error=20";
    const fresh = read([`cache-control: max-age=60, ${stale}`]);
    expect(fresh.left).toBe(60);
    expect(fresh.whileRevalidating).toBe(10);
    expect(fresh.ifError).toBe(20);
    const late = read([`cache-control: max-age=60, ${stale}`, "age: 65"]);
    expect(late.left).toBe(0);
    expect(late.whileRevalidating).toBe(5);
    expect(late.ifError).toBe(15);
    const over = read([`cache-control: max-age=60, ${stale}`, "age: 90"]);
    expect(over.whileRevalidating).toBe(0);
    expect(over.ifError).toBe(0);
    const directives = ["no-cache", "must-revalidate", "proxy-revalidate"];
    for (let i = 0; i < directives.length; i++) {
      const control = `cache-control: max-age=60, ${directives[i]}, ${stale}`;
      expect(read([control]).whileRevalidating).toBe(0, directives[i]);
      expect(read([control]).ifError).toBe(0, directives[i]);
    }
  });
});
