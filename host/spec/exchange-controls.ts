import type { Controls } from "./bridge/bridge.ts";
import type { EXCHANGE } from "./bridge-functions.ts";
import { streamsOf } from "./plugin-controls.ts";

/**
 * Lets a spec describe and send a whole request.
 *
 *     exchangeControls().newAnswer({ status: 404 });
 */
export function exchangeControls(): Controls<typeof EXCHANGE> {
  return {
    newExchange: ({ opener, method, path }) => ({
      method,
      path,
      openStream: () => streamsOf(opener).httpStream(),
    }),
    newAnswer: ({ status }) => ({ status }),
    setAuthority({ exchange, authority }) {
      exchange.authority = authority;
    },
    addHeader: ({ message, name, value }) =>
      void (message.headers ??= []).push([name, value]),
    addBody: ({ message, data }) => void (message.body ??= []).push(data),
    addTrailer: ({ message, name, value }) =>
      void (message.trailers ??= []).push([name, value]),
    setAnswer({ exchange, answer }) {
      exchange.upstream = answer;
    },
    sendExchange({ exchange }) {
      const stream = exchange.openStream();
      stream.request(exchange);
      return stream;
    },
  };
}
