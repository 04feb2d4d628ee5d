import { addHeader, newHeaders } from "./spec-host";

/** Hands pairs of a name and a value to the host; returns its number for them. */
export function headersOf(pairs: string[][]): i32 {
  const headers = newHeaders();
  for (let i = 0; i < pairs.length; i++) {
    addHeader(headers, pairs[i][0], pairs[i][1]);
  }
  return headers;
}
