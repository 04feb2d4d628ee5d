import {
  duration,
  JsonModel,
  JsonReader,
  ModelFaults,
  range,
  required,
  writeModel,
} from "proxy-wasm-as";
import {
  Lines,
  put as putPhrase,
} from "proxy-wasm-as/assembly/models/model-lines";
import { Phrase } from "proxy-wasm-as/assembly/models/phrases";
import { readSettings } from "proxy-wasm-as/assembly/models/read-model";
import { input, put } from "./input-output";

export { place, room } from "./input-output";

/** Has what most configurations have: no other widths, signs, fractions or letters. */
class Plain extends JsonModel {
  @required
  text: string = "";
  u32: u32 = 0;
  @range(2, 300)
  limit: u32 = 2;
  bool: bool = false;
  @duration
  wait: u32 = 0;
  texts: string[] = [];
}

/** Reads the document as a configuration; returns how much `place` has of the outcome. */
export function configure(): i32 {
  const faults = new ModelFaults();
  Lines.faults = changetype<usize>(faults);
  putPhrase(Phrase.Configuration);
  const bytes = input.slice();
  const plain = readSettings<Plain>(
    null,
    bytes.dataStart,
    bytes.length,
    faults,
  );
  const text =
    plain == null ? faults.text : writeModel<Plain>(plain).toString();
  const told = Uint8Array.wrap(String.UTF8.encode(text));
  __collect();
  return put(told);
}

/** Has the module read JSON in larger steps, as one that reads bodies does. */
export function isJson(): bool {
  const reader = JsonReader.of(input);
  reader.skip();
  return reader.finish();
}
