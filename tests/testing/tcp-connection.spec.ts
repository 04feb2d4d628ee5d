import "./filter";
import { startPlugin } from "proxy-wasm-as/testing";

describe("TcpConnection", () => {
  test("TcpConnection.downstreamData passes through the filter", () => {
    const connection = startPlugin("plugin", "tcp").tcpConnection();
    connection.downstreamData("ping");
    expect(connection.upstream.text).toBe("ping!");
    expect(connection.upstream.hasEnded).toBe(false);
    connection.upstreamData("pong", true);
    expect(connection.downstream.text).toBe("pong");
    expect(connection.downstream.bytes.length).toBe(4);
    expect(connection.downstream.hasEnded).toBe(true);
    expect(connection.outcome).toBe("open");
    connection.downstreamData("", true);
    expect(connection.outcome).toBe("remote");
  });

  test("TcpConnection.resetDownstream breaks the connection", () => {
    const connection = startPlugin("plugin", "tcp").tcpConnection();
    connection.resetDownstream();
    expect(connection.outcome).toBe("remote");
  });

  test("TcpConnection.resetUpstream breaks the connection", () => {
    const connection = startPlugin("plugin", "tcp").tcpConnection();
    const bytes = Uint8Array.wrap(String.UTF8.encode("-ping-"));
    connection.downstreamBytes(bytes.subarray(1, 5));
    connection.upstreamBytes(bytes, true);
    expect(connection.upstream.text).toBe("ping!");
    connection.resetUpstream();
    expect(connection.outcome).toBe("local");
  });
});
