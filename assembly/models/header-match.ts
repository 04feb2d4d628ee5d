import { key, length, pattern, required } from "./decorators";
import { JsonModel } from "./json-model";

/**
 * What a header of a request has to be, with the keys that Envoy's `HeaderMatcher` has. A
 * header without one of the other keys has to be there. Of several values
 * one has to be what is wanted.
 */
export class HeaderMatch extends JsonModel {
  /** The header's name. */
  @required
  @length(1)
  @pattern("^[!-~]+$")
  name: string = "";
  /** What it is. */
  @key("exact_match")
  exact: string | null = null;
  /** How it begins. */
  @key("prefix_match")
  prefix: string | null = null;
  /** Whether it has to be there. */
  @key("present_match")
  present: bool = true;
  /** Whether all of this must not be so. A header that is missing has no text to compare. */
  @key("invert_match")
  inverted: bool = false;
}
