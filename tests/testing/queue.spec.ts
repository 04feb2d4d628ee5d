import { LogLine, Plugin, ProxyHost } from "proxy-wasm-as/testing";
import { PluginSettings, startPlugin } from "proxy-wasm-as/testing";
import { bytesOf, textOf } from "./bytes";
import "./filter";

function said(plugin: Plugin): string {
  const lines = plugin.host.logs;
  return lines.map<string>((line: LogLine) => line.message).join();
}

describe("Queue", () => {
  test("Queue.enqueue and Queue.enqueueBytes wake the filter that registered the queue", () => {
    const plugin = startPlugin("plugin", "queue");
    const queue = plugin.host.queue("events")!;
    queue.enqueue("é");
    queue.enqueueBytes(bytesOf("-ü-").subarray(1, 3));
    expect(said(plugin)).toBe("item é,item ü");
    expect(queue.items.length).toBe(0);
  });

  test("ProxyHost.addQueue registers a queue on behalf of another VM", () => {
    const plugin = startPlugin("plugin");
    const queue = plugin.host.addQueue("events", "other");
    plugin.get("/queue");
    plugin.get("/queue");
    expect(queue.texts.join()).toBe("ü,ü");
    expect(textOf(queue.items[1])).toBe("ü");
    expect(plugin.host.queue("events", "other")!.id).toBe(queue.id);
  });

  test("ProxyHost.addQueue replaces the filter that is notified of items", () => {
    const plugin = startPlugin("plugin", "queue");
    const queue = plugin.host.addQueue("events");
    queue.enqueue("a");
    expect(said(plugin)).toBe("");
    expect(queue.texts.join()).toBe("a");
  });

  test("ProxyHost.queue returns null for a queue that nobody registered", () => {
    const host = startPlugin("plugin", "queue").host;
    expect(host.queue("events", "other")).toBeNull();
    expect(host.queue("others")).toBeNull();
  });

  test("a plugin of another VM gets the items of its queue", () => {
    const host = new ProxyHost();
    const receiver = new PluginSettings("plugin")
      .vmId("other")
      .configuration("queue")
      .startIn(host);
    new PluginSettings("plugin").startIn(host).get("/queue");
    expect(said(receiver)).toBe("item ü");
  });
});
