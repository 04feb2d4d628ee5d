import type { HttpRequest } from "../../cli/envoy/http-request.ts";

/** A `curl` call in a README, and the answer that the README shows. */
export interface ReadmeCall {
  /** The command as written. */
  curl: string;
  request: Omit<HttpRequest, "port">;
  /** The port that the README names. */
  port: number;
  status: number;
  /** Some of the response's headers, each as `name: value`. */
  headers: string[];
  body: string;
}

// Commands that end with curl, possibly text in between, and the answer.
const CALL =
  /```sh\n(?:(?!```)[^\n]*\n)*?(curl -i [^\n]*)\n```\n(?:(?!```)[^\n]*\n)*?```text\nHTTP\/1\.1 (\d+)[^\n]*\n((?:(?!```)[^\n]*\n)*?)```/g;

/**
 * The calls in a README: a block of commands that ends with `curl -i`, and the block
 * after it that begins with `HTTP/1.1`.
 *
 *     for (const { request, status } of readmeCalls(text)) …
 */
export function readmeCalls(readme: string): ReadmeCall[] {
  return [...readme.matchAll(CALL)].map(([, curl, status, rest]) => {
    const [head, ...body] = rest.split(/^\n/m);
    const headers = head.split("\n").filter((line) => line !== "");
    const text = body.join("\n");
    return {
      ...requestOf(curl),
      curl,
      status: Number(status),
      headers,
      body: text.trimEnd(),
    };
  });
}

/** Reads the options that the READMEs use; throws for any other. */
function requestOf(curl: string): Pick<ReadmeCall, "port" | "request"> {
  const words = [...curl.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare,
  );
  const headers: Record<string, string> = {};
  let method: string | undefined;
  let body: string | undefined;
  let url: URL | undefined;
  for (let i = 2; i < words.length; i++) {
    const word = words[i];
    if (word === "-H") {
      const [name, ...value] = words[++i].split(":");
      headers[name.toLowerCase()] = value.join(":").trim();
    } else if (word === "-X") method = words[++i];
    else if (word === "-d") body = words[++i];
    else if (word === "--compressed") headers["accept-encoding"] = "deflate";
    else if (URL.canParse(word)) url = new URL(word);
    else throw new Error(`Cannot read ${word} in: ${curl}`);
  }
  if (url === undefined) throw new Error(`No URL in: ${curl}`);
  method ??= body === undefined ? "GET" : "POST";
  return {
    port: Number(url.port),
    request: { method, path: url.pathname + url.search, headers, body },
  };
}
