import { proxy_get_configuration } from "../abi/abi-0.1.0/env";
import { copyBytes } from "../abi/copy-bytes";
import { proxy_get_buffer_bytes } from "../abi/env";
import { BufferType } from "../abi/enums";
import { outAddress, outSize, takeBuffer } from "../abi/memory";
import { decode } from "../abi/utf8";
import { ABI, ABI_0_1_0 } from "../abi/version";
import { JsonReader } from "../json/json-reader";
import { parseJsonBytes } from "../json/parse-json";
import { JsonValue } from "../json/json-value";

/**
 * A configuration as the proxy's operator wrote it.
 *
 * Envoy hands over a StringValue or a BytesValue as it is, and any other message as its
 * protobuf bytes: a Struct is not JSON (Envoy 1.40). Istio and Envoy Gateway always send a
 * StringValue of JSON text. One that was left out cannot be told from an empty one: its
 * `size` is 0.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   onConfigure(): bool {
 *     log.info("configured: " + this.configuration.text());
 *     return this.configuration.size > 0;
 *   }
 * }
 * ```
 */
export class Configuration {
  /** How many bytes the proxy has of the one that it gives a plugin; for the SDK. */
  static sdkGiven: u32 = 0;

  /**
   * Has the host write the plugin's configuration to a block, without keeping it; there is
   * none where none was given. For the SDK.
   */
  static sdkAsk(): void {
    const address = outAddress();
    const size = Configuration.sdkGiven;
    if (size == 0) return;
    if (ABI == ABI_0_1_0) proxy_get_configuration(address, outSize());
    else {
      const type = BufferType.PluginConfiguration;
      proxy_get_buffer_bytes(type, 0, size, address, outSize());
    }
  }

  private buffer: ArrayBuffer | null = null;

  /** Takes over a configuration of the host, `size` bytes; the SDK calls it. */
  load(type: BufferType, size: u32): void {
    this.buffer = null;
    if (size == 0) return;
    if (ABI == ABI_0_1_0) proxy_get_configuration(outAddress(), outSize());
    else proxy_get_buffer_bytes(type, 0, size, outAddress(), outSize());
    this.buffer = takeBuffer();
  }

  /** How many bytes it has, 0 where none was given. */
  get size(): i32 {
    const buffer = this.buffer;
    return buffer == null ? 0 : buffer.byteLength;
  }

  /**
   * Returns it as text, `""` where none was given. Bytes that are not UTF-8 read
   * as U+FFFD; to refuse those, return false from `onConfigure` when the text
   * includes one.
   */
  text(): string {
    return decode(changetype<usize>(this.buffer), this.size);
  }

  /**
   * Returns it as JSON, `null` where it is none, as where it was left out or is not
   * UTF-8.
   *
   * ```ts
   * class Plugin extends RootContext {
   *   header: string = "hello";
   *   onConfigure(): bool {
   *     const settings = this.configuration.json();
   *     if (settings == null) return this.configuration.size == 0;
   *     const header = settings.getText("header");
   *     if (header != null) this.header = header;
   *     return true;
   *   }
   * }
   * ```
   */
  json(): JsonValue | null {
    const buffer = this.buffer;
    return buffer == null ? null : parseJsonBytes(buffer);
  }

  /** Returns a reader of it as JSON, which finds a fault where it was left out. */
  jsonReader(): JsonReader {
    const none = __new(0, idof<ArrayBuffer>());
    const buffer = this.buffer;
    return JsonReader.ofBuffer(
      buffer == null ? changetype<ArrayBuffer>(none) : buffer,
    );
  }

  /** Its bytes themselves, `null` where there are none; for the SDK. */
  get sdkBytes(): ArrayBuffer | null {
    return this.buffer;
  }

  /** Returns it as bytes, a copy. */
  bytes(): Uint8Array {
    return copyBytes(changetype<usize>(this.buffer), this.size);
  }
}
