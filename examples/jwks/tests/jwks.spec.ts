import "../assembly/index";
import { Answer, HttpStream, Plugin, startPlugin } from "proxy-wasm-as/testing";

const CONFIGURATION =
  '{"cluster":"idp","host":"login.example.com","issuer":"https://login.example.com","audience":"api"}';
const KEYS =
  '{"keys":[{"kty":"EC","crv":"P-256","x":"C4K-oxygIKg3DdID8x7KunuLeL' +
  '0kBDgZlIcnZzpShiU","y":"a5Acy9u7qYdO0WPA2BWBtopSU9ZbX5t5lGbhh32Ny6' +
  'U","kid":"one","use":"sig","alg":"ES256"}]}';
const NEW_KEYS =
  '{"keys":[{"kty":"EC","crv":"P-256","x":"C4K-oxygIKg3DdID8x7KunuLeL' +
  '0kBDgZlIcnZzpShiU","y":"a5Acy9u7qYdO0WPA2BWBtopSU9ZbX5t5lGbhh32Ny6' +
  'U","kid":"one","use":"sig","alg":"ES256"},{"kty":"EC","crv":"P-256' +
  '","x":"ZsHLNSel7aja5IdNb3oVXjruSC89586zLu1yNl04t60","y":"EqGMFDWvO' +
  'PMXHvTqbug_l2Yql8fKlOe7BCY7XwjNtRU","kid":"two","use":"sig","alg":' +
  '"ES256"}]}';

// Of the key "one", for "api"; they expire in 2100.
const TOKEN =
  "eyJhbGciOiJFUzI1NiIsImtpZCI6Im9uZSJ9.eyJpc3MiOiJodHRwczovL2xvZ2luL" +
  "mV4YW1wbGUuY29tIiwiYXVkIjoiYXBpIiwic3ViIjoiYWRhIiwiZXhwIjo0MTAyNDQ" +
  "0ODAwfQ.ZrXQDW_fMdjsCl7iKnSckbAKiUpyBqIMVnI2PnTkWTZM0jq2sL1QlLFdau" +
  "-d6uk1hiQ1hOYpWwtjM37sqL3ugQ";
// Of the key "two".
const NEW_TOKEN =
  "eyJhbGciOiJFUzI1NiIsImtpZCI6InR3byJ9.eyJpc3MiOiJodHRwczovL2xvZ2luL" +
  "mV4YW1wbGUuY29tIiwiYXVkIjoiYXBpIiwic3ViIjoiYWRhIiwiZXhwIjo0MTAyNDQ" +
  "0ODAwfQ.Pz3Z7Kr8Q6qJLGVVuKZtWdlu8elxa7BqQzrED6ZWPosnlx1FGpwBiHPRy7" +
  "3dm23rCXrL0nwwV1yvsDEZxbCA5w";
// For "web".
const WEB_TOKEN =
  "eyJhbGciOiJFUzI1NiIsImtpZCI6Im9uZSJ9.eyJpc3MiOiJodHRwczovL2xvZ2luL" +
  "mV4YW1wbGUuY29tIiwiYXVkIjpbIndlYiJdLCJzdWIiOiJhZGEiLCJleHAiOjQxMDI" +
  "0NDQ4MDB9.-JWvU_XCBhgzWZVxtwSvZJyyhXlMy6nfARReHmsSd-LLGD8TQlTIIFKW" +
  "bGgUWZVmfmTAV7zAajrDBA-OAPpkDA";
// Without `exp`.
const ENDLESS_TOKEN =
  "eyJhbGciOiJFUzI1NiIsImtpZCI6Im9uZSJ9.eyJpc3MiOiJodHRwczovL2xvZ2luL" +
  "mV4YW1wbGUuY29tIiwiYXVkIjoiYXBpIn0.y7bcRuhnkjRN5cwU7XsXaRSLvzfKNS0" +
  "ZDA3IysAadW5Z5GMqG1bK70RMZbcryQVhEOfTmw5akn1mkqK5VDXU1A";

function start(): Plugin {
  const plugin = startPlugin("jwks", CONFIGURATION);
  plugin.host.addCluster("idp");
  return plugin;
}

function send(plugin: Plugin, token: string): HttpStream {
  const exchange = plugin.request("GET", "/").header("x-user", "root");
  return exchange.header("authorization", "Bearer " + token).send();
}

describe("jwks", () => {
  test("Jwks.onRequest lets a request pass with the user of its token", () => {
    const plugin = start();
    const stream = send(plugin, TOKEN);
    const call = plugin.host.httpCalls[0];
    expect(call.header(":path")).toBe("/.well-known/jwks.json");
    expect(call.header(":authority")).toBe("login.example.com");
    expect(stream.upstream.hasArrived).toBe(false);
    call.respond(new Answer(200).body(KEYS));
    expect(stream.upstream.header("x-user")).toBe("ada");
    // The keys are there now.
    expect(send(plugin, TOKEN).upstream.header("x-user")).toBe("ada");
    expect(plugin.host.httpCalls.length).toBe(0);
  });

  test("Jwks.onRequest answers 401 without a token, and to one that is not right", () => {
    const plugin = start();
    const none = plugin.get("/").response;
    expect(none.status).toBe(401);
    expect(none.header("www-authenticate")).toBe("Bearer");
    expect(send(plugin, "melon").response.status).toBe(401);
    const waiting = send(plugin, WEB_TOKEN);
    plugin.host.httpCalls[0].respond(new Answer(200).body(KEYS));
    expect(waiting.response.status).toBe(401);
    expect(send(plugin, ENDLESS_TOKEN).response.status).toBe(401);
    expect(send(plugin, TOKEN.slice(0, -4) + "AAAA").response.status).toBe(401);
  });

  test("RemoteJwks has all who wait share one call", () => {
    const plugin = start();
    const first = send(plugin, TOKEN);
    const second = send(plugin, TOKEN);
    const third = send(plugin, WEB_TOKEN);
    expect(plugin.host.httpCalls.length).toBe(1);
    plugin.host.httpCalls[0].respond(new Answer(200).body(KEYS));
    expect(first.upstream.header("x-user")).toBe("ada");
    expect(second.upstream.header("x-user")).toBe("ada");
    expect(third.response.status).toBe(401);
  });

  test("RemoteJwks fetches again for an unknown key, at most once in ten seconds", () => {
    const plugin = start();
    send(plugin, TOKEN);
    plugin.host.httpCalls[0].respond(new Answer(200).body(KEYS));
    expect(send(plugin, NEW_TOKEN).response.status).toBe(401);
    expect(plugin.host.httpCalls.length).toBe(0);
    plugin.host.advance(10_000);
    const stream = send(plugin, NEW_TOKEN);
    expect(stream.upstream.hasArrived).toBe(false);
    // Known keys do not wait for it.
    expect(send(plugin, TOKEN).upstream.hasArrived).toBe(true);
    expect(plugin.host.httpCalls.length).toBe(1);
    plugin.host.httpCalls[0].respond(new Answer(200).body(NEW_KEYS));
    expect(stream.upstream.header("x-user")).toBe("ada");
  });

  test("RemoteJwks uses old keys while new ones are fetched, and where that fails", () => {
    const plugin = start();
    send(plugin, TOKEN);
    plugin.host.httpCalls[0].respond(new Answer(200).body(KEYS));
    plugin.host.advance(300_000);
    expect(send(plugin, TOKEN).upstream.hasArrived).toBe(true);
    expect(plugin.host.httpCalls.length).toBe(1);
    plugin.host.httpCalls[0].respond(new Answer(500));
    expect(send(plugin, TOKEN).upstream.hasArrived).toBe(true);
    expect(plugin.host.httpCalls.length).toBe(0);
    plugin.host.advance(10_000);
    expect(send(plugin, TOKEN).upstream.hasArrived).toBe(true);
    expect(plugin.host.httpCalls.length).toBe(1);
    plugin.host.httpCalls[0].respond(new Answer(200).body(NEW_KEYS));
    expect(send(plugin, NEW_TOKEN).upstream.hasArrived).toBe(true);
  });

  test("Jwks.onRequest answers 503 where the keys cannot be fetched", () => {
    const answers = ["", "{}", '{"keys":[]}', "<html>"];
    for (let i = 0; i < answers.length; i++) {
      const plugin = start();
      const stream = send(plugin, TOKEN);
      plugin.host.httpCalls[0].respond(new Answer(200).body(answers[i]));
      expect(stream.response.status).toBe(503, answers[i]);
      expect(send(plugin, TOKEN).response.status).toBe(503);
      expect(plugin.host.httpCalls.length).toBe(0);
    }
    const plugin = start();
    const broken = send(plugin, TOKEN);
    plugin.host.httpCalls[0].fail();
    expect(broken.response.status).toBe(503);
    plugin.host.advance(10_000);
    const again = send(plugin, TOKEN);
    plugin.host.httpCalls[0].respond(new Answer(200).body(KEYS));
    expect(again.upstream.hasArrived).toBe(true);
  });

  test("Jwks.onRequest answers 503 where there is no such cluster", () => {
    const plugin = startPlugin("jwks", CONFIGURATION);
    expect(send(plugin, TOKEN).response.status).toBe(503);
  });

  test("RemoteJwks goes on where a stream that waits has ended", () => {
    const plugin = start();
    const left = send(plugin, TOKEN);
    const right = send(plugin, TOKEN);
    left.reset();
    plugin.host.httpCalls[0].respond(new Answer(200).body(KEYS));
    expect(left.upstream.hasArrived).toBe(false);
    expect(right.upstream.header("x-user")).toBe("ada");
  });

  test("Plugin.onConfigure refuses what names no keys", () => {
    expect(startPlugin("jwks").refusal).not.toBeNull();
    expect(startPlugin("jwks", '{"cluster":"idp"}').refusal).not.toBeNull();
  });
});
