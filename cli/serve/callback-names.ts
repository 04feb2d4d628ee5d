/**
 * A text in which the ABI's names of callbacks are the SDK's.
 *
 *     camelCallbacks("proxy_on_request_headers"); // "onRequestHeaders"
 */
export function camelCallbacks(text: string): string {
  return text.replace(/\bproxy_on_[a-z_]+\b/g, (name) =>
    name
      .replace("proxy_", "")
      .replace(/_[a-z]/g, (part) => part.slice(1).toUpperCase()),
  );
}
