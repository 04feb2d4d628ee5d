import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Properties } from "../../host/index.ts";
import type { ServiceAddress } from "../base/service-address.ts";
import { upstreamProperties } from "./socket-properties.ts";
import { cannot, type Reach } from "./upstream-at.ts";

/** Receives what a TCP server does, never synchronously. */
export interface TcpAnswers {
  connected(properties: Properties | null): void;
  data(part: Uint8Array): void;
  end(): void;
  /** It refused the connection, or broke it off. */
  breakOff(): void;
  drain(): void;
}

/** A connection to a TCP server. */
export interface TcpSending {
  /** False if the server should get nothing more until `drain`. */
  write(part: Uint8Array): boolean;
  end(): void;
  pause(): void;
  resume(): void;
  /** Breaks it off; nothing more is reported. */
  cancel(): void;
}

/** Connects to a TCP server. */
export type TcpUpstream = (answers: TcpAnswers) => TcpSending;

/**
 * A TCP server at an address, over TLS if the address says so.
 *
 *     tcpUpstreamAt({ host: "127.0.0.1", port: 6379 }, { say: console.error });
 */
export function tcpUpstreamAt(
  address: ServiceAddress,
  { ca, say }: Reach,
): TcpUpstream {
  return (answers) => {
    const start = performance.now();
    const { host, port, tls } = address;
    const target = { host, port, allowHalfOpen: true };
    const socket = tls
      ? connectTls({ ...target, ca, servername: host })
      : connectTcp(target);
    let isConnected = false;
    let isOver = false;
    socket.once(tls ? "secureConnect" : "connect", () => {
      isConnected = true;
      const milliseconds = performance.now() - start;
      answers.connected(upstreamProperties(socket, milliseconds));
    });
    socket.on("data", (part: Buffer) => isOver || answers.data(part));
    socket.on("end", () => isOver || answers.end());
    socket.on("drain", () => isOver || answers.drain());
    socket.on("error", (error: Error) => {
      if (isOver) return;
      isOver = true;
      say(cannot(isConnected ? "answer" : "reach", address, error));
      answers.breakOff();
    });
    return {
      write: (part) => socket.destroyed || socket.write(part),
      end: () => void socket.end(),
      pause: () => void socket.pause(),
      resume: () => void socket.resume(),
      cancel() {
        isOver = true;
        socket.destroy();
      },
    };
  };
}

/**
 * A TCP server that sends back what it gets.
 *
 *     const sending = tcpEcho(answers);
 */
export const tcpEcho: TcpUpstream = (answers) => {
  let isOver = false;
  const later = (work: () => void) =>
    void setImmediate(() => {
      if (!isOver) work();
    });
  later(() => answers.connected(null));
  return {
    write(part) {
      later(() => answers.data(part));
      return true;
    },
    end: () => later(() => answers.end()),
    pause: () => undefined,
    resume: () => undefined,
    cancel: () => void (isOver = true),
  };
};
