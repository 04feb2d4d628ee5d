import type { Properties } from "./properties.ts";

/**
 * What filters read of a connection without TLS.
 *
 *     connectionProperties({ source: "1.2.3.4:5", destination: "6.7.8.9:10" })
 */
export function connectionProperties({
  source,
  destination,
}: {
  source: string;
  destination: string;
}): Properties {
  return {
    source: address(source),
    destination: address(destination),
    connection: { mtls: false, requested_server_name: "" },
  };
}

function address(text: string): Properties {
  return { address: text, port: Number(text.slice(text.lastIndexOf(":") + 1)) };
}
