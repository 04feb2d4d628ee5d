import {
  FilterHeadersStatus,
  GrpcCall,
  GrpcStream,
  HttpContext,
  log,
  registerHttpContext,
  Status,
  GrpcStatus,
  HeaderMap,
  CalloutBody,
  GrpcCallResponse,
} from "proxy-wasm-as";

function bytes(t: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(t));
}
function all(h: HeaderMap): string {
  const all = h.entries();
  let text = "";
  for (let i = 0; i < all.length; i++)
    text += all.name(i) + "=" + all.value(i) + " ";
  return text;
}
class Stream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    const cluster = this.request.headers.get("x-cluster");
    if (path == null || cluster == null) return FilterHeadersStatus.Continue;
    if (path.startsWith("/stream")) {
      const s = new GrpcStream(cluster, "test.Echo", path.slice(7))
        .metadata("x-a", "b")
        .onInitialMetadata<Stream>((self, stream, metadata) => {
          log.info("init " + all(metadata));
        })
        .onMessage<Stream>((self, stream, message) => {
          log.info("msg " + message.text());
          if (message.text() == "bye")
            log.info("close " + stream.close().toString());
        })
        .onTrailingMetadata<Stream>((self, stream, metadata) => {
          log.info("trail " + all(metadata));
        })
        .onClose<Stream>((self, stream, status) => {
          log.info("closed " + status.toString());
          self.continueRequest();
        });
      const st = s.open(this);
      log.info("opened " + st.toString());
      if (st != Status.Ok) return FilterHeadersStatus.Continue;
      log.info(
        "send " +
          s.send(bytes("one")).toString() +
          s.send(bytes("two"), path == "/streamend").toString(),
      );
      return FilterHeadersStatus.StopIteration;
    }
    let call = new GrpcCall(cluster, "test.Echo", path.slice(1)).message(
      bytes("hello"),
    );
    if (this.request.headers.has("x-meta")) call = call.metadata("x-a", "b");
    const status = call.timeout(300).send<Stream>(this, (self, response) => {
      log.info(
        "answer " +
          response.status.toString() +
          " " +
          response.message +
          " | " +
          response.body.size.toString() +
          response.body.text() +
          " | " +
          all(HeaderMap.of(4)) +
          "|" +
          all(HeaderMap.of(5)),
      );
      self.continueRequest();
    });
    log.info("sent " + status.toString());
    if (status != Status.Ok) return FilterHeadersStatus.Continue;
    return FilterHeadersStatus.StopIteration;
  }
}
registerHttpContext<Stream>();
