/** The smallest module that says it speaks ABI 0.2.1; it exports nothing else. */
export const SAMPLE_MODULE: Uint8Array = Buffer.from(
  "AGFzbQEAAAABBAFgAAADAgEABxsBF3Byb3h5X2FiaV92ZXJzaW9uXzBfMl8xAAAKBAECAAs=",
  "base64",
);
