import { JsonWriter } from "../json/json-writer";

/** What writes an item of a list, or a value of a map. */
type WriteItem<T> = (writer: ProxyWasmModelWriter, value: T) => void;

/**
 * Writes models; the code that the transform writes for each model calls it. The name is
 * global, so that this code finds it in any source.
 */
@final
@global
export class ProxyWasmModelWriter {
  constructor(readonly json: JsonWriter) {}

  begin(): void {
    this.json.beginObject();
  }

  end(): void {
    this.json.endObject();
  }

  /** Writes a key with its quotes and its colon; 7 more bytes follow it. */
  key(bytes: usize, size: usize): void {
    this.json.sdkKey(bytes, size);
  }

  bool(value: bool): void {
    this.json.bool(value);
  }

  whole<T>(value: T): void {
    if (isSigned<T>()) this.json.i64(<i64>value);
    else this.json.u64(<u64>value);
  }

  number(value: f64): void {
    this.json.f64(value);
  }

  duration<T>(value: T): void {
    this.json.text((<u64>value).toString() + "ms");
  }

  text(value: string): void {
    this.json.text(value);
  }

  textOrNull(value: string | null): void {
    if (value == null) this.json.nothing();
    else this.json.text(value);
  }

  nothing(): void {
    this.json.nothing();
  }

  list<T>(values: T[], write: WriteItem<T>): void {
    this.json.beginList();
    for (let i = 0; i < values.length; i++) write(this, values[i]);
    this.json.endList();
  }

  map<T>(values: Map<string, T>, write: WriteItem<T>): void {
    this.json.beginObject();
    const keys = values.keys();
    for (let i = 0; i < keys.length; i++) {
      this.json.key(keys[i]);
      write(this, values.get(keys[i]));
    }
    this.json.endObject();
  }
}
