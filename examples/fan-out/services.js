// What the filter calls, for "npm start" and "npm run envoy": a server that answers
// every request.
import { once } from "node:events";
import { createServer } from "node:http";

const httpbin = createServer((_, response) => {
  response.end();
});

await once(httpbin.listen(10001, "127.0.0.1"), "listening");
