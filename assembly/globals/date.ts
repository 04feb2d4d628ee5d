import { Date as StandardDate } from "date";
import { realtimeNanoseconds } from "../api/clock";

/** Replaces `Date`: the same, with `now` from the proxy's clock. */
export class Date extends StandardDate {
  /** Returns the time since 1970 in milliseconds. */
  static now(): i64 {
    return <i64>(realtimeNanoseconds() / 1_000_000);
  }
}
