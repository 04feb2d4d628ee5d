/**
 * Reads server-sent events as the HTML standard's section 9.2.6 says, step by step: for each
 * event its type, its data and the last event id, and then the reconnection time, -1 for none.
 */
export function readEvents(stream: string): string[] {
  const found: string[] = [];
  let [data, type, id, retry] = ["", "", "", -1];
  const lines = stream.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  // What follows the last line end is not a line yet.
  for (const line of lines.slice(0, -1)) {
    if (line === "") {
      if (data !== "") found.push(type || "message", data.slice(0, -1), id);
      [data, type] = ["", ""];
      continue;
    }
    const [, name, value] = /^([^:]*):? ?([^]*)$/.exec(line)!;
    if (line.startsWith(":")) continue;
    if (name === "data") data += `${value}\n`;
    else if (name === "event") type = value;
    else if (name === "id" && !value.includes("\0")) id = value;
    // As many digits as the reader takes.
    else if (name === "retry" && /^\d{1,18}$/.test(value)) retry = +value;
  }
  return [...found, String(BigInt(retry))];
}
