import { FilterHeadersStatus, HttpContext, LocalResponse } from "proxy-wasm-as";
import { begin, damage, steps } from "./graphs";

/**
 * Does with the graphs what the path of a request says: `/begin/SEED` or `/steps/COUNT`. The
 * answer says which number the steps have made, and how many objects are damaged.
 */
export class GraphContext extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    // Since the last request, garbage may have been collected.
    const before = damage();
    const parts = this.request.headers.get(":path")!.split("/");
    const number = U32.parseInt(parts[2]);
    let sum: u32 = 0;
    if (parts[1] == "begin") begin(number);
    else sum = steps(number);
    const damaged = before + damage() + this.ownDamage();
    this.sendLocalResponse(
      new LocalResponse(200)
        .header("x-sum", sum.toString())
        .header("x-damaged", damaged.toString()),
    );
    return FilterHeadersStatus.StopIteration;
  }

  /** Returns how many objects are damaged that only the class of a filter knows. */
  protected ownDamage(): i32 {
    return 0;
  }
}
