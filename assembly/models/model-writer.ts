import { Byte } from "../json/bytes";
import { JsonWriter } from "../json/json-writer";

/**
 * Writes models; the code that the transform writes for each model calls it. The name is
 * global, so that this code finds it in any source. It is a `JsonWriter` itself: an object
 * that refers to one would take another step with each value. Nothing makes one.
 */
@final
@global
export class ProxyWasmModelWriter {
  private get json(): JsonWriter {
    return changetype<JsonWriter>(this);
  }

  /** Enters an object, and writes what it begins with; 7 more bytes follow that. */
  begin(bytes: usize, size: usize): void {
    this.json.sdkEnter();
    this.json.sdkBytes(bytes, size);
  }

  /** Enters a list or a map. */
  enter(first: u32): void {
    this.json.sdkEnter();
    this.json.sdkByte(first);
  }

  /** Leaves what was entered last. */
  leave(last: u32): void {
    this.json.sdkLeave();
    this.json.sdkByte(last);
  }

  /** Writes a comma in front of an item, except the first one. */
  item(index: i32): void {
    if (index > 0) this.json.sdkByte(Byte.Comma);
  }

  /** Writes a key of a map. */
  entry(index: i32, key: string): void {
    this.item(index);
    this.json.sdkText(key);
    this.json.sdkByte(Byte.Colon);
  }

  /** Writes a key of a model, and a comma in front of it; 7 more bytes follow it. */
  key(bytes: usize, size: usize): void {
    this.json.sdkBytes(bytes, size);
  }

  bool(value: bool): void {
    this.json.sdkBool(value);
  }

  whole<T>(value: T): void {
    this.json.sdkWhole(<u64>value, isSigned<T>());
  }

  number(value: f64): void {
    this.json.sdkFloat(value);
  }

  duration<T>(value: T): void {
    this.json.sdkByte(Byte.Quote);
    this.json.sdkWhole(<u64>value, isSigned<T>());
    this.json.sdkByte(0x6d);
    this.json.sdkByte(0x73);
    this.json.sdkByte(Byte.Quote);
  }

  text(value: string): void {
    this.json.sdkText(value);
  }

  textOrNull(value: string | null): void {
    if (value == null) this.json.sdkNull();
    else this.json.sdkText(value);
  }

  nothing(): void {
    this.json.sdkNull();
  }
}
