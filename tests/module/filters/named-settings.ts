import { JsonModel, required } from "proxy-wasm-as";

/** The settings of the filters that are tested for what they read settings from. */
export class NamedSettings extends JsonModel {
  @required
  name: string = "";
}
