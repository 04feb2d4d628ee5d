import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import { paired } from "../../cli/envoy/http-request.ts";
import { comparable } from "./observe.ts";
import type {
  ObservedResponse,
  ScenarioExchange,
} from "./scenario/scenario.ts";
import { written, type Pace } from "./scripted-upstream.ts";
import { framed, pairsOf, partsOf } from "./wire.ts";

const TIMEOUT_MS = 5000;

/** One for each worker: Envoy assigns a connection to the worker with the fewest. */
const agents = new Map<string, Agent>();

function agentOf(port: number, worker = 0): Agent {
  const key = `${port} ${worker}`;
  const agent = agents.get(key) ?? new Agent({ keepAlive: true });
  agents.set(key, agent);
  return agent;
}

/** Sends the request of an exchange to a port on 127.0.0.1; `pace` is between its parts. */
export function send(
  port: number,
  exchange: ScenarioExchange,
  pace: Pace,
): Promise<ObservedResponse> {
  const { path = "/", body, trailers, authority = "example.com" } = exchange;
  const parts = partsOf(body);
  const method = exchange.method ?? (parts.length > 0 ? "POST" : "GET");
  const needsLength = body !== undefined || trailers !== undefined;
  const headers = needsLength
    ? framed(exchange.headers, body, trailers)
    : pairsOf(exchange.headers);
  return new Promise((resolve, reject) => {
    const message = httpRequest({
      host: "127.0.0.1",
      port,
      method,
      path,
      agent: agentOf(port, exchange.worker),
      maxHeaderSize: 1 << 17,
      headers: [["host", authority], ...headers].flat(),
    });
    message.setTimeout(TIMEOUT_MS, () => {
      message.destroy();
      reject(new Error(`No response to ${method} ${path}`));
    });
    message.on("error", () => resolve({ outcome: "reset" }));
    message.on("response", (incoming) => {
      read(incoming).then(resolve, () => resolve({ outcome: "reset" }));
    });
    if (trailers) message.addTrailers(pairsOf(trailers));
    const sendParts = async (): Promise<void> => {
      for (const part of parts) {
        await written(message, part);
        if (parts.length > 1) await pace();
      }
    };
    // A reset while they are sent is an event of the message.
    void sendParts()
      .catch(() => {})
      .then(() => message.end());
  });
}

async function read(incoming: IncomingMessage): Promise<ObservedResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    outcome: "complete",
    status: incoming.statusCode,
    headers: comparable(paired(incoming.rawHeaders)),
    body: Buffer.concat(chunks).toString("latin1"),
    trailers: comparable(paired(incoming.rawTrailers)),
  };
}
