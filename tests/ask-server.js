// @ts-check
import { connect } from "node:net";
import { json } from "node:stream/consumers";

/**
 * Asks the server of a run (`compile-server.js`), given its socket.
 *
 * @param {string} socket
 * @param {unknown} asked
 * @returns {Promise<unknown>}
 */
export async function askServer(socket, asked) {
  const stream = connect(socket);
  stream.end(JSON.stringify(asked));
  return json(stream);
}
