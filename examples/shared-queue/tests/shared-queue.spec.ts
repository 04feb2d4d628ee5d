import "../assembly/index";
import { PluginSettings, ProxyHost } from "proxy-wasm-as/testing";

function receive(host: ProxyHost, queue: string): void {
  new PluginSettings("receiver")
    .vmId("receiver")
    .configuration(queue)
    .startIn(host);
}

function linesWith(host: ProxyHost, part: string): i32 {
  let count = 0;
  const lines = host.logs;
  for (let i = 0; i < lines.length; i++) {
    if (lines[i].message.includes(part)) count++;
  }
  return count;
}

describe("shared_queue", () => {
  test("Receiver.onQueueReady takes each header that Sender has enqueued", () => {
    const host = new ProxyHost();
    receive(host, "http_request_headers");
    receive(host, "http_response_headers");
    const sender = new PluginSettings("sender").vmId("sender").startIn(host);
    sender.get("/fruit");
    const request = '{"key":":path","value":"/fruit"}';
    expect(linesWith(host, "enqueued data: " + request)).toBe(1);
    expect(linesWith(host, "from http_request_headers(queueID=")).toBe(6);
    expect(linesWith(host, "): " + request)).toBe(1);
    expect(linesWith(host, '): {"key":":status","value":"200"}')).toBe(1);
  });

  test("Sender.onRequestHeaders escapes what would break the JSON", () => {
    const host = new ProxyHost();
    receive(host, "http_request_headers");
    const sender = new PluginSettings("sender").vmId("sender").startIn(host);
    sender.request("GET", "/").header("a", 'x"\\\ty').send();
    expect(linesWith(host, '): {"key":"a","value":"x\\"\\\\\\ty"}')).toBe(1);
  });

  test("Sender lets requests pass where nobody receives", () => {
    const sender = new PluginSettings("sender").start();
    expect(sender.get("/").response.status).toBe(200);
    const line = sender.host.logs[0].message;
    expect(line).toBe("nobody has registered http_request_headers");
  });
});
