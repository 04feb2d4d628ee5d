/**
 * Returns the proxy that the environment names for a URL, as curl reads
 * `HTTPS_PROXY` and `NO_PROXY`; none for plain http, which local registries have.
 *
 *     proxyUrl(new URL("https://ghcr.io/v2/"), process.env);
 */
export function proxyUrl(url: URL, env: NodeJS.ProcessEnv): string | undefined {
  if (url.protocol !== "https:") return undefined;
  const proxy =
    env.https_proxy || env.HTTPS_PROXY || env.all_proxy || env.ALL_PROXY;
  const exceptions = (env.no_proxy || env.NO_PROXY || "")
    .split(/[\s,]+/)
    .filter((each) => each !== "");
  if (!proxy || exceptions.some((each) => isMeant(each, url))) return undefined;
  return proxy.includes("://") ? proxy : `http://${proxy}`;
}

/** Whether an exception is the host, or a domain above it. */
function isMeant(exception: string, { hostname, host }: URL): boolean {
  if (exception === "*") return true;
  const domain = exception.toLowerCase().replace(/^\*?\./, "");
  return (
    host === domain || hostname === domain || hostname.endsWith(`.${domain}`)
  );
}
