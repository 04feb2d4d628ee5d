import { key, length, pattern, required } from "./decorators";
import { JsonModel } from "./json-model";

/**
 * What a header of a request has to be, with the keys of Envoy's `HeaderMatcher`. With
 * `name` alone the header has to be there. Where it is there several times, one of its
 * values has to fit.
 */
export class HeaderMatch extends JsonModel {
  /** The header's name. */
  @required
  @length(1)
  @pattern("^[!-~]+$")
  name: string = "";
  /** The whole value. */
  @key("exact_match")
  exact: string | null = null;
  /** How the value begins. */
  @key("prefix_match")
  prefix: string | null = null;
  /** Whether it has to be there. */
  @key("present_match")
  present: bool = true;
  /** Whether the rest must not fit. A missing header never fits a value, inverted or not. */
  @key("invert_match")
  inverted: bool = false;
}
