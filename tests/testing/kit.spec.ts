import {
  Answer,
  Plugin,
  PluginSettings,
  ProxyHost,
  startPlugin,
} from "proxy-wasm-as/testing";
import "./kit-filter";

/** The key of RFC 7515, appendix A.3. */
const KEYS =
  '{"keys":[{"kty":"EC","crv":"P-256","kid":"a","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}';

function logged(host: ProxyHost, line: string): i32 {
  let count = 0;
  const lines = host.logs;
  for (let i = 0; i < lines.length; i++) count += i32(lines[i].message == line);
  return count;
}

/** Starts a plugin in a VM of its own that wants to lead. */
function startCandidate(host: ProxyHost, name: string): Plugin {
  return new PluginSettings("kit")
    .configuration("campaign")
    .vmConfiguration(name)
    .startIn(host);
}

/** The text of the answer to a path, once time has passed. */
function askAt(plugin: Plugin, path: string, milliseconds: f64): string {
  const stream = plugin.get(path);
  plugin.host.advance(milliseconds);
  return stream.response.hasArrived ? stream.response.text : "none";
}

describe("The kit in specs", () => {
  test("TokenBucket lets pass as time does", () => {
    const plugin = startPlugin("kit");
    expect(plugin.get("/limit").response.status).toBe(200);
    expect(plugin.get("/limit").response.status).toBe(200);
    expect(plugin.get("/limit").response.status).toBe(429);
    plugin.host.advance(1000);
    expect(plugin.get("/limit").response.status).toBe(200);
    expect(plugin.get("/limit").response.status).toBe(429);
  });

  test("CallPolicy retries a service that fails by a script", () => {
    const plugin = startPlugin("kit");
    const users = plugin.host
      .addService("users")
      .fail()
      .answer(new Answer(503), 5)
      .answer(new Answer(200).body("ada"), 5);
    expect(askAt(plugin, "/policy", 100)).toBe("ada");
    expect(users.calls.join()).toBe("GET /me,GET /me,GET /me");
  });

  test("CallPolicy ends a call that nobody answers by its time limit", () => {
    const plugin = startPlugin("kit");
    plugin.host.addService("users").stayAway();
    expect(askAt(plugin, "/policy", 499)).toBe("none");
    expect(askAt(plugin, "/policy", 500)).toBe("");
  });

  test("ResponseCache keeps an answer as long as it says", () => {
    const plugin = startPlugin("kit");
    const kept = "max-age=2";
    const users = plugin.host
      .addService("users")
      .answer(new Answer(200).header("cache-control", kept).body("one"))
      .answer(new Answer(200).header("cache-control", kept).body("two"));
    expect(askAt(plugin, "/cache", 0)).toBe("one");
    expect(askAt(plugin, "/cache", 1_900)).toBe("one");
    expect(askAt(plugin, "/cache", 200)).toBe("one");
    expect(askAt(plugin, "/cache", 0)).toBe("two");
    expect(users.calls.length).toBe(2);
  });

  test("LeaderElection has another leader once the lease of the first one is over", () => {
    const host = new ProxyHost();
    const one = startCandidate(host, "one");
    const two = startCandidate(host, "two");
    host.advance(4_000);
    expect(logged(host, "one leads 1")).toBe(4);
    expect(logged(host, "two leads 2")).toBe(0);
    one.get("/stand-still");
    host.advance(2_000);
    expect(logged(host, "two leads 2")).toBe(0);
    host.advance(2_000);
    expect(logged(host, "two leads 2")).toBe(2);
    // Whoever resigns has another one lead without waiting for the lease.
    startCandidate(host, "three");
    two.get("/resign");
    two.get("/stand-still");
    host.advance(1_000);
    expect(logged(host, "three leads 3")).toBe(1);
    expect(logged(host, "one leads 1")).toBe(4);
  });

  test("RemoteJwks fetches keys from a service, and again after a failure", () => {
    const plugin = startPlugin("kit");
    const keys = plugin.host
      .addService("idp")
      .answer(new Answer(500))
      .answer(new Answer(200).body(KEYS));
    const first = plugin.get("/token");
    plugin.host.advance(1);
    expect(first.response.status).toBe(503);
    plugin.host.advance(500);
    const second = plugin.get("/token");
    plugin.host.advance(1);
    expect(second.response.status).toBe(200);
    expect(keys.calls.length).toBe(2);
  });

  test("Timers run by the clock, and not for a stream that has ended", () => {
    const plugin = startPlugin("kit");
    plugin.host.addService("users").answer(new Answer(), 50).stayAway();
    plugin.get("/timer");
    plugin.host.advance(200);
    expect(logged(plugin.host, "a stream waits")).toBe(0);
    plugin.get("/timer");
    plugin.host.advance(99);
    expect(logged(plugin.host, "a stream waits")).toBe(0);
    plugin.host.advance(1);
    expect(logged(plugin.host, "a stream waits")).toBe(1);
  });
});
