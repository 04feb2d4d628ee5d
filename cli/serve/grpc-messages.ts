/** A flag for a compressed message, then its size. */
const PREFIX_SIZE = 5;

/**
 * A message as gRPC sends it, uncompressed and preceded by its size.
 *
 *     frameMessage(Buffer.from("hi")); // 00 00 00 00 02 68 69
 */
export function frameMessage(message: Uint8Array): Buffer {
  const prefix = Buffer.alloc(PREFIX_SIZE);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/**
 * Makes a function that takes bytes from a connection and returns the messages that are
 * now complete, or null for a compressed one, which Envoy does not read.
 *
 *     const read = messageReader();
 *     read(frameMessage(Buffer.from("hi"))); // [Buffer "hi"]
 */
export function messageReader(): (chunk: Buffer) => Buffer[] | null {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Buffer[] = [];
    while (rest.length >= PREFIX_SIZE) {
      if (rest[0] !== 0) return null;
      const end = PREFIX_SIZE + rest.readUInt32BE(1);
      if (rest.length < end) break;
      messages.push(rest.subarray(PREFIX_SIZE, end));
      rest = rest.subarray(end);
    }
    return messages;
  };
}
