import { maxHeaderSize } from "node:http";
import { Agent, ProxyAgent, type Dispatcher } from "undici";
import type { Limits } from "./limits.ts";
import { proxyUrl } from "./proxy-url.ts";
import {
  tlsSettings,
  type TlsOptions,
  type TlsSettings,
} from "./tls-settings.ts";

export interface AgentOptions extends TlsOptions {
  /** The host of the registry, with its port: it alone gets the client's certificate. */
  host?: string | undefined;
  env: NodeJS.ProcessEnv;
}

/** The connections to each host, directly or through a proxy. */
export interface Agents {
  agentFor(url: URL): Dispatcher;
  /** The TLS settings of a direct connection to a URL; undefined for plain HTTP. */
  tlsFor(url: URL): TlsSettings | undefined;
  /** Closes what is kept open. */
  close(): Promise<void>;
}

/**
 * Makes connections as they are needed. The certificates are read for the first one
 * with TLS.
 *
 *     const { agentFor } = makeAgents({ env: process.env }, LIMITS);
 */
export function makeAgents(options: AgentOptions, limits: Limits): Agents {
  const { env, host, client, ...others } = options;
  const known = new Map<string, Agent | ProxyAgent>();
  const settings = {
    headersTimeout: limits.silenceMs,
    bodyTimeout: limits.silenceMs,
    maxHeaderSize,
  };
  const timeout = limits.connectMs;
  const tls = new Map<boolean, TlsSettings>();
  const tlsFor = (url: URL) => {
    if (url.protocol !== "https:") return undefined;
    const isOwn = url.host === host;
    const found =
      tls.get(isOwn) ??
      tlsSettings({ ...others, ...(isOwn && { client }) }, env);
    tls.set(isOwn, found);
    return found;
  };
  const make = (url: URL) => {
    const connect = { timeout, ...tlsFor(url) };
    const uri = proxyUrl(url, env);
    return uri === undefined
      ? new Agent({ ...settings, connect })
      : new ProxyAgent({
          ...settings,
          uri,
          requestTls: connect,
          proxyTls: { timeout },
        });
  };
  return {
    tlsFor,
    agentFor(url) {
      const key = [url.protocol, proxyUrl(url, env), url.host === host].join();
      const agent = known.get(key) ?? make(url);
      known.set(key, agent);
      return agent;
    },
    async close() {
      await Promise.all([...known.values()].map((each) => each.destroy()));
    },
  };
}
