import { JsonKind } from "../json/json-kind";
import { JsonReader } from "../json/json-reader";
import { JsonWriter } from "../json/json-writer";
import { JsonRpcCode, JsonRpcKind, JsonRpcMessage } from "./json-rpc-message";

/**
 * What a body of JSON-RPC 2.0 has: one message, or a batch of them. MCP sends such bodies both
 * ways, and its servers answer with events as well, whose data is such a body each. Of a key
 * that an object has twice the last value counts, as with `JSON.parse`.
 *
 * ```ts
 * class Audit extends HttpHandler {
 *   onRequest(): void {
 *     const body = this.request.body.collect(64 * 1024);
 *     if (body == null) return;
 *     const messages = JsonRpcMessages.parse(body.bytes());
 *     if (messages == null) {
 *       const answer = JsonRpcMessages.parseError();
 *       this.respond(new LocalResponse(400).bytes(answer));
 *       return;
 *     }
 *     for (let i = 0; i < messages.length; i++) {
 *       log.info(messages.at(i).method);
 *     }
 *   }
 * }
 * registerHttpHandler<Audit>("audit");
 * ```
 */
@final
export class JsonRpcMessages {
  /** For the SDK: `parse` makes them. */
  constructor(
    private readonly messages: JsonRpcMessage[],
    /** Whether it is a batch, whose answer is one as well. */
    readonly isBatch: bool,
  ) {}

  /**
   * Reads a body, or the data of an event; `null` where it is not JSON, or an empty batch. What
   * is JSON but no message has the kind `JsonRpcKind.Invalid`.
   */
  static parse(bytes: Uint8Array): JsonRpcMessages | null {
    const reader = JsonReader.of(bytes);
    const messages: JsonRpcMessage[] = [];
    const isBatch = reader.kind == JsonKind.List;
    if (isBatch) {
      reader.enterList();
      while (reader.nextItem()) messages.push(JsonRpcMessage.sdkRead(reader));
    } else messages.push(JsonRpcMessage.sdkRead(reader));
    if (!reader.finish() || messages.length == 0) return null;
    return new JsonRpcMessages(messages, isBatch);
  }

  /** Returns the answer to what is not JSON. */
  static parseError(): Uint8Array {
    const code = JsonRpcCode.ParseError;
    return new JsonRpcMessage().refusal(code, "Parse error");
  }

  /** How many messages it has, at least one. */
  get length(): i32 {
    return this.messages.length;
  }

  /** Returns a message by its position. */
  at(index: i32): JsonRpcMessage {
    return this.messages[index];
  }

  /**
   * Returns the answer that refuses all of it: an error for each request, and for what is not
   * one; `null` where nobody waits for one, which HTTP answers with 202.
   */
  refusal(code: i32, message: string): Uint8Array | null {
    const writer = new JsonWriter();
    let count = 0;
    if (this.isBatch) writer.beginList();
    for (let i = 0; i < this.messages.length; i++) {
      const each = this.messages[i];
      if (each.kind == JsonRpcKind.Request) {
        each.writeRefusal(writer, code, message);
      } else if (each.kind == JsonRpcKind.Invalid) {
        const invalid = JsonRpcCode.InvalidRequest;
        each.writeRefusal(writer, invalid, "Invalid Request");
      } else continue;
      count++;
    }
    if (count == 0) return null;
    if (this.isBatch) writer.endList();
    return writer.bytes();
  }
}
