// The service that the filter asks, for "npm start" and "npm run envoy". It knows one
// user, who comes with "authorization: Bearer melon".
import { once } from "node:events";
import { createServer } from "node:http";

const auth = createServer((request, response) => {
  if (request.headers.authorization === "Bearer melon") {
    response.setHeader("x-auth-user", "joe");
  } else {
    response.statusCode = 401;
    response.setHeader("www-authenticate", "Bearer");
  }
  response.end();
});

await once(auth.listen(10001, "127.0.0.1"), "listening");
