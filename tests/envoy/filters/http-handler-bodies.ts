import {
  Body,
  HttpCall,
  HttpHandler,
  LocalResponse,
  log,
  registerHttpHandler,
} from "proxy-wasm-as";

/** Does with both bodies what the request's path says. */
class Bodies extends HttpHandler {
  private path: string = "";

  onRequest(): void {
    const headers = this.request.headers;
    this.path = headers.get(":path")!;
    headers.delete("content-length");
    if (this.path.includes("ask")) {
      headers.set("x-asked", new HttpCall("upstream").path("/a").wait().text());
    }
    if (this.path.includes("trailers")) {
      const trailers = this.request.waitForTrailers();
      if (trailers != null) trailers.set("x-seen", "yes");
      return;
    }
    this.change(this.request.body);
  }

  onResponse(): void {
    this.response.headers.delete("content-length");
    if (this.path.includes("late")) {
      new HttpCall("upstream").path("/late").wait();
      this.response.headers.set("x-late", "yes");
    }
    this.change(this.response.body);
  }

  private change(body: Body): void {
    if (this.path.includes("parts")) {
      let bytes = 0;
      for (let part = body.next(); part != null; part = body.next()) {
        bytes += part.size;
        if (this.path.includes("between")) {
          new HttpCall("upstream").path("/between").wait();
        }
        part.set(part.text().toUpperCase());
      }
      log.info("parts of " + bytes.toString());
    } else {
      const whole = body.collect(1000);
      if (whole == null) return;
      if (whole.text() == "secret") {
        return this.respond(new LocalResponse(422).text("no"));
      }
      if (this.path.includes("between")) {
        new HttpCall("upstream").path("/between").wait();
      }
      whole.set("<" + whole.text() + ">");
    }
  }
}

registerHttpHandler<Bodies>("bodies");
