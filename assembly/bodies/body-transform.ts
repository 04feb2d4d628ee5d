import { Status } from "../abi/enums";
import { Body } from "../api/body";

/**
 * Changes a body part by part, in as much memory as it holds back itself. Extend it, and
 * say what becomes of each part; `StreamReplacer` is one.
 *
 * The body changes its length: call `bodyChanged` before. What it holds back at the end goes
 * on with the last part. Where trailers follow the body, no part is known to be the last, and
 * Envoy 1.40 lets nothing be added to a body that has gone on: see `endBeforeTrailers`.
 *
 * ```ts
 * class Upper extends BodyTransform {
 *   onPart(part: Uint8Array): Uint8Array {
 *     for (let i = 0; i < part.length; i++) {
 *       if (part[i] >= 0x61 && part[i] <= 0x7a) part[i] -= 0x20;
 *     }
 *     return part;
 *   }
 * }
 * class Shout extends HttpContext {
 *   private readonly upper: Upper = new Upper();
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     bodyChanged(this.response.headers);
 *     return FilterHeadersStatus.Continue;
 *   }
 *   onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     this.upper.pass(this.response.body, endOfStream);
 *     return FilterDataStatus.Continue;
 *   }
 * }
 * registerHttpContext<Shout>("shout");
 * ```
 */
export abstract class BodyTransform {
  /** Returns what goes on in place of the next part, which may be changed and returned. */
  abstract onPart(part: Uint8Array): Uint8Array;

  /** Returns what goes on after the last part. */
  onEnd(): Uint8Array {
    return new Uint8Array(0);
  }

  /**
   * Changes what a body has in a callback, which is to return `Continue`. Returns what came of
   * writing it.
   */
  pass(body: Body, endOfStream: bool): Status {
    const part = body.bytes();
    const status = body.setBytes(this.onPart(part));
    if (!endOfStream) return status;
    const rest = this.onEnd();
    return rest.length > 0 ? body.appendBytes(rest) : status;
  }

  /**
   * Puts what is held back at the end of a body, in a trailers callback. `Status.BadArgument`
   * where there is something and the body has gone on: it would be cut by that much, so close
   * the stream.
   */
  endBeforeTrailers(body: Body): Status {
    const rest = this.onEnd();
    return rest.length > 0 ? body.appendBytes(rest) : Status.Ok;
  }

  /**
   * Changes all of a body, in a handler's method: waits for each part. Returns what
   * `endBeforeTrailers` does, also without trailers.
   *
   * ```ts
   * class Clean extends HttpHandler {
   *   onResponse(): void {
   *     bodyChanged(this.response.headers);
   *     const needles = new Needles(["secret", "token"]);
   *     new StreamReplacer(needles, ["******"]).passAll(this.response.body);
   *   }
   * }
   * registerHttpHandler<Clean>("clean");
   * ```
   */
  passAll(body: Body): Status {
    for (let part = body.next(); part != null; part = body.next()) {
      part.setBytes(this.onPart(part.bytes()));
    }
    return this.endBeforeTrailers(body);
  }
}
