import { GrpcStatus } from "proxy-wasm-as";
import {
  GrpcStream,
  LogLine,
  Plugin,
  startPlugin,
} from "proxy-wasm-as/testing";
import { bytesOf, textOf } from "./bytes";
import "./filter";

/** Starts the plugin in a proxy that has the cluster which it calls. */
function start(): Plugin {
  const plugin = startPlugin("plugin");
  plugin.host.addCluster("other");
  return plugin;
}

function sentOn(stream: GrpcStream): string {
  return stream.messages.map<string>((message) => textOf(message)).join();
}

function said(plugin: Plugin): string {
  const lines = plugin.host.logs;
  return lines.map<string>((line: LogLine) => line.message).join();
}

describe("GrpcStream", () => {
  test("GrpcStream.messages has what the filter sends until GrpcStream.hasEnded", () => {
    const plugin = start();
    plugin.get("/chat");
    const stream = plugin.host.grpcStreams[0];
    expect(stream.cluster).toBe("other");
    expect(stream.service).toBe("test.Chat");
    expect(stream.method).toBe("Talk");
    expect(stream.initialMetadata.join()).toBe("a: é");
    stream.sendMessage(bytesOf("-yés-").subarray(1, 5));
    expect(sentOn(stream)).toBe("hello,to yés");
    expect(stream.hasEnded).toBe(false);
    stream.sendMessage(bytesOf("bye"));
    expect(sentOn(stream)).toBe("hello,to yés,to bye");
    expect(stream.hasEnded).toBe(true);
    expect(stream.isPending).toBe(true);
  });

  test("GrpcStream.sendInitialMetadata and GrpcStream.close begin and end the response", () => {
    const plugin = start();
    const request = plugin.get("/chat");
    const stream = plugin.host.grpcStreams[0];
    stream.sendInitialMetadata([["x-a", "é"]]);
    stream.close(GrpcStatus.NotFound, "nö", [["x-t", "ü"]]);
    expect(said(plugin)).toBe("initial é,trailing ü,closed 5 nö");
    expect(stream.isPending).toBe(false);
    expect(plugin.host.grpcStreams.length).toBe(0);
    expect(request.upstream.hasArrived).toBe(true);
  });

  test("GrpcStream.close sends initial metadata if the spec has not", () => {
    const plugin = start();
    plugin.get("/chat");
    plugin.host.grpcStreams[0].close(GrpcStatus.Ok);
    expect(said(plugin)).toBe("initial none,trailing none,closed 0 ");
  });

  test("GrpcStream.breakOff gives the filter the proxy's own status", () => {
    const plugin = start();
    plugin.get("/chat");
    plugin.host.grpcStreams[0].breakOff();
    const closed = "closed 14 upstream connect error";
    expect(said(plugin).includes(closed)).toBe(true);
  });

  throws(
    "GrpcStream.sendMessage fails the test where the stream has ended",
    () => {
      const plugin = start();
      const request = plugin.get("/chat");
      const stream = plugin.host.grpcStreams[0];
      request.reset();
      stream.sendMessage(new Uint8Array(0));
    },
  );
});
