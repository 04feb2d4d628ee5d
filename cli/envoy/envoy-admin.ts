import { EnvoyError } from "./envoy-error.ts";
import { request } from "./http-request.ts";

interface ListenerStatus {
  name: string;
  local_address?: { socket_address?: { port_value: number } };
}

interface Stat {
  name?: string;
  value?: unknown;
}

/**
 * Envoy's admin interface on 127.0.0.1.
 *
 *     await new EnvoyAdmin(port).send("/logging?wasm=debug", "POST");
 */
export class EnvoyAdmin {
  readonly port: number;

  constructor(port: number) {
    this.port = port;
  }

  /** The text of the answer; rejects unless its status is below 400. */
  async send(path: string, method = "GET"): Promise<string> {
    const { status, text } = await request({ port: this.port, path, method });
    if (status < 400) return text;
    throw new EnvoyError(
      "ENVOY_ADMIN_REFUSED",
      `Envoy's admin answered ${method} ${path} with ${status}: ${text}`,
    );
  }

  /** Whether Envoy serves; false too when nothing answers yet. */
  async isReady(): Promise<boolean> {
    try {
      return (await this.send("/ready")).trim() === "LIVE";
    } catch {
      return false;
    }
  }

  /** The port of each TCP listener, by name, in the bootstrap's order. */
  async listenerPorts(): Promise<Map<string, number>> {
    const text = await this.send("/listeners?format=json");
    const answer = JSON.parse(text) as { listener_statuses?: ListenerStatus[] };
    const ports = new Map<string, number>();
    for (const { name, local_address } of answer.listener_statuses ?? []) {
      const port = local_address?.socket_address?.port_value;
      if (port !== undefined) ports.set(name, port);
    }
    return ports;
  }

  /** Counters and gauges whose names match the regular expression. */
  async stats(filter = ""): Promise<Map<string, number>> {
    const query = `format=json&filter=${encodeURIComponent(filter)}`;
    const text = await this.send(`/stats?${query}`);
    const answer = JSON.parse(text) as { stats: Stat[] };
    const stats = new Map<string, number>();
    for (const { name, value } of answer.stats) {
      if (name !== undefined && typeof value === "number") {
        stats.set(name, value);
      }
    }
    return stats;
  }
}
