import { Glob } from "proxy-wasm-as/assembly/patterns/glob";
import { PathTemplate } from "proxy-wasm-as/assembly/patterns/path-template";
import { Router } from "proxy-wasm-as/assembly/patterns/router";

function routed(router: Router<string>, method: string, path: string): string {
  const found = router.find(method, path);
  if (found == null) return "none";
  let shown = found.value;
  for (let i = 0; i < found.count; i++) shown += " " + found.item(i)!;
  return shown;
}

describe("Glob", () => {
  test("Glob.matches takes * within a part, and ** over parts", () => {
    const glob = (pattern: string, text: string): bool =>
      Glob.parse(pattern)!.matches(text);
    expect(glob("/a/*/b", "/a/x/b")).toBe(true);
    expect(glob("/a/*/b", "/a/x/y/b")).toBe(false);
    expect(glob("/a/*/b", "/a//b")).toBe(true);
    expect(glob("/a/**", "/a")).toBe(true);
    expect(glob("/a/**", "/a/b/c")).toBe(true);
    expect(glob("/a/**", "/ab")).toBe(false);
    expect(glob("/**/c/*.js", "/a/c/b/c/d.js")).toBe(true);
    expect(glob("/**/c/*.js", "/c/d.js")).toBe(true);
    expect(glob("/**/c/*.js", "/a/c/b/d.js")).toBe(false);
    expect(glob("a?c*d*", "abcxxdyyd")).toBe(true);
    expect(glob("a?c*d*", "ac")).toBe(false);
    expect(glob("**", "")).toBe(true);
    expect(glob("", "")).toBe(true);
    expect(glob("", "a")).toBe(false);
    expect(glob("*", "")).toBe(true);
  });

  test("Glob.matches divides the names of hosts by dots", () => {
    const hosts = Glob.parse("*.example.com", ".")!;
    expect(hosts.matches("a.example.com")).toBe(true);
    expect(hosts.matches("a.b.example.com")).toBe(false);
    expect(hosts.matches("example.com")).toBe(false);
    const all = Glob.parse("**.example.com", ".");
    expect(all).not.toBeNull();
    expect(all!.matches("a.b.example.com")).toBe(true);
    expect(all!.matches("example.com")).toBe(true);
  });

  test("Glob.parse refuses ** within a part", () => {
    expect(Glob.parse("/a**")).toBeNull();
    expect(Glob.parse("/***/a")).toBeNull();
    expect(Glob.parse("/a", "")).toBeNull();
  });

  test("Glob.matches takes no exponential time", () => {
    const stars = Glob.parse("/" + "*a".repeat(30) + "b")!;
    expect(stars.matches("/" + "a".repeat(3000))).toBe(false);
    const parts = Glob.parse("**/a/".repeat(20) + "b")!;
    expect(parts.matches("a/".repeat(1000))).toBe(false);
  });
});

describe("PathTemplate", () => {
  test("PathTemplate.match gives the parameters, decoded", () => {
    const template = PathTemplate.parse("/users/{id}/files/{name=**}")!;
    const found = template.match("/users/a%20b/files/x%2Fy/z?q=/")!;
    expect(found.get("id")!).toBe("a b");
    expect(found.get("name")!).toBe("x/y/z");
    expect(found.get("none")).toBeNull();
    expect(found.get("")).toBeNull();
    expect(found.item(1)!).toBe("x/y/z");
    expect(found.item(2)).toBeNull();
    expect(template.match("/users/a/files/")).toBeNull();
    expect(template.match("/users/a/files")).toBeNull();
    expect(template.match("/users//files/a")).toBeNull();
    expect(template.match("")).toBeNull();
    expect(template.match("users")).toBeNull();
    expect(PathTemplate.parse("/*/{b=*}/**")!.match("/a/b/c/d")!.count).toBe(3);
  });

  test("PathTemplate.match gives a parameter as it is that cannot be decoded", () => {
    const template = PathTemplate.parse("/{id}")!;
    expect(template.match("/%zz")!.get("id")!).toBe("%zz");
    expect(template.match("/%ff")!.get("id")!).toBe("%ff");
  });

  test("PathTemplate.faultOf says what is wrong with a template", () => {
    expect(PathTemplate.faultOf("a")!).toBe(
      'The path "a" does not begin with a /.',
    );
    const wrong = ["/{a", "/a{b}", "/**/a", "/{a}/{a}", "/{}", "/{1}", "/a*"];
    for (let i = 0; i < wrong.length; i++) {
      expect(PathTemplate.faultOf(wrong[i])!.includes("has the part")).toBe(
        true,
      );
      expect(PathTemplate.parse(wrong[i])).toBeNull();
    }
    expect(PathTemplate.faultOf("/{a_1}/{b=*}/{c=**}")).toBeNull();
  });
});

describe("Router", () => {
  test("Router.find takes a text before a parameter before the rest", () => {
    const router = new Router<string>();
    expect(router.add("GET", "/", "root")).toBeNull();
    router.add("GET", "/users/{id}", "user");
    router.add("GET", "/users/me", "me");
    router.add("GET", "/users/{id}/orders", "orders");
    router.add("GET", "/users/me/settings", "settings");
    router.add("GET", "/{all=**}", "all");
    router.add("POST", "/users", "make");
    router.add("*", "/users", "any");
    expect(routed(router, "GET", "/")).toBe("root");
    expect(routed(router, "GET", "/users/me")).toBe("me");
    expect(routed(router, "GET", "/users/7")).toBe("user 7");
    expect(routed(router, "GET", "/users/me/orders")).toBe("orders me");
    expect(routed(router, "GET", "/users/me/settings")).toBe("settings");
    expect(routed(router, "GET", "/users/7/settings")).toBe(
      "all users/7/settings",
    );
    expect(routed(router, "POST", "/users")).toBe("make");
    expect(routed(router, "PUT", "/users")).toBe("any");
    expect(routed(router, "PUT", "/users/7")).toBe("none");
    expect(router.methodsOf("/users/7").join()).toBe("GET");
    expect(router.methodsOf("/users").join()).toBe("GET,POST,*");
  });

  test("Router.find keeps to its rules about encoding, slashes and dots", () => {
    const router = new Router<string>();
    router.add("GET", "/a/{x}", "x");
    router.add("GET", "/files/{path=**}", "files");
    expect(routed(router, "GET", "/%61/b")).toBe("x b");
    expect(routed(router, "GET", "/a/b%2Fc")).toBe("x b/c");
    expect(routed(router, "GET", "/a%2Fb")).toBe("none");
    expect(routed(router, "GET", "//a/b")).toBe("none");
    expect(routed(router, "GET", "/a/b/")).toBe("none");
    expect(routed(router, "GET", "/a/")).toBe("none");
    expect(routed(router, "GET", "/a/..")).toBe("none");
    expect(routed(router, "GET", "/a/%2e%2E")).toBe("none");
    expect(routed(router, "GET", "/a/...")).toBe("x ...");
    expect(routed(router, "GET", "/files/a//b")).toBe("files a//b");
    expect(routed(router, "GET", "/files/a/../b")).toBe("none");
    expect(routed(router, "GET", "/files/%2e./b")).toBe("none");
    expect(routed(router, "GET", "*")).toBe("none");
    expect(routed(router, "GET", "/a/b?/c")).toBe("x b");
  });

  test("Router.find reads a path up to its query where a text has no other beside it", () => {
    const router = new Router<string>();
    router.add("GET", "/one/two", "two");
    router.add("GET", "/one/{id}/{end}", "id");
    router.add("GET", "/per/%62", "per");
    router.add("GET", "/ask/a?b", "ask");
    router.add("GET", "/rest/{all=**}", "rest");
    expect(routed(router, "GET", "/one/two")).toBe("two");
    expect(routed(router, "GET", "/one/two?x=/y")).toBe("two");
    expect(routed(router, "GET", "/one/two#/y")).toBe("two");
    expect(routed(router, "GET", "/one/tw")).toBe("none");
    expect(routed(router, "GET", "/one/twos")).toBe("none");
    expect(routed(router, "GET", "/one?/two")).toBe("none");
    expect(routed(router, "GET", "/one/two/3?/4")).toBe("id two 3");
    expect(routed(router, "GET", "/one/%74wo/3")).toBe("id two 3");
    expect(routed(router, "GET", "/one/%74wo")).toBe("two");
    // A path is decoded, so a template's `%62` takes none, and a query is not in a path.
    expect(routed(router, "GET", "/per/%62")).toBe("none");
    expect(routed(router, "GET", "/per/b")).toBe("none");
    expect(routed(router, "GET", "/ask/a?b")).toBe("none");
    expect(routed(router, "GET", "/rest/a/b?c/..")).toBe("rest a/b");
    expect(routed(router, "GET", "/rest/?c")).toBe("none");
  });

  test("RouteMatch.get knows the names of its own route", () => {
    const router = new Router<i32>();
    router.add("GET", "/a/{x}/{y}", 1);
    router.add("GET", "/b/{y}/{x}", 2);
    router.add("GET", "/c/{x}", 3);
    router.add("GET", "/d/{x}/{y}", 4);
    expect(router.find("GET", "/a/1/2")!.get("x")!).toBe("1");
    expect(router.find("GET", "/b/1/2")!.get("x")!).toBe("2");
    expect(router.find("GET", "/c/1")!.get("y")).toBeNull();
    expect(router.find("GET", "/c/1")!.count).toBe(1);
    expect(router.find("GET", "/d/1/2")!.get("y")!).toBe("2");
    expect(router.find("GET", "/a/1")).toBeNull();
  });

  test("Router.add says which route takes the same paths", () => {
    const router = new Router<i32>();
    router.add("GET", "/users/{id}", 1);
    expect(router.add("GET", "/users/{name}", 2)!).toBe(
      "The route GET /users/{name} takes the paths of GET /users/{id}.",
    );
    expect(router.add("GET", "/users/{id}", 2)!).toBe(
      "The route GET /users/{id} is there twice.",
    );
    expect(router.add("GET", "/{a", 2)!.includes("has the part")).toBe(true);
    expect(router.add("PUT", "/users/{name}", 3)).toBeNull();
    expect(router.count).toBe(2);
    expect(router.find("PUT", "/users/7")!.value).toBe(3);
    expect(router.find("PUT", "/users/7")!.template).toBe("/users/{name}");
  });

  test("Router.find finds each of thousands of routes", () => {
    const router = new Router<i32>();
    for (let i = 0; i < 2000; i++) {
      router.add("GET", `/v1/service-${i}/items/{id}`, i);
    }
    for (let i = 0; i < 2000; i += 7) {
      const found = router.find("GET", `/v1/service-${i}/items/x`)!;
      expect(found.value).toBe(i);
    }
    expect(router.find("GET", "/v1/service-2000/items/x")).toBeNull();
  });
});
