import {
  JsonModel,
  JsonReader,
  ModelFaults,
  readModel,
  variant,
  writeModel,
} from "proxy-wasm-as";
import { input, putText } from "./input-output";
import { Base, Shape } from "./model-parts";

export { place, room } from "./input-output";

type Texts = string[];
type Label = string | null;

@variant("dot")
class Dot extends Shape {
  x: u32 = 0;
}

/** Not that of the base. */
class Part extends JsonModel {
  count: u64 = 0;
}

class Heir extends Base {
  own: Part[] = [];
  shape: Shape = new Dot();
  texts: Texts = [];
  label: Label = "l";
}

/** Reads the document, and returns how much `place` has of what is written again. */
export function read(): i32 {
  const faults = new ModelFaults();
  const heir = readModel<Heir>(JsonReader.of(input), faults);
  return putText(
    heir == null ? faults.text : writeModel<Heir>(heir).toString(),
  );
}
