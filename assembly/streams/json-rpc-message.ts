import { JsonKind } from "../json/json-kind";
import { JsonReader } from "../json/json-reader";
import { JsonValue } from "../json/json-value";
import { JsonWriter } from "../json/json-writer";

/**
 * What a JSON-RPC message is.
 *
 * ```ts
 * const messages = JsonRpcMessages.parse(this.request.body.bytes());
 * if (messages != null && messages.at(0).kind == JsonRpcKind.Notification) {
 *   log.info("nobody waits for an answer");
 * }
 * ```
 */
export enum JsonRpcKind {
  /** JSON that is not a message; it is answered with `JsonRpcCode.InvalidRequest`. */
  Invalid,
  /** A call that wants an answer. */
  Request,
  /** A call without an id, which gets no answer. */
  Notification,
  /** An answer with a result. */
  Result,
  /** An answer with an error. */
  Error,
}

/**
 * The codes of errors that JSON-RPC 2.0 has; a server may have others.
 *
 * ```ts
 * const call = new JsonRpcMessage();
 * const answer = call.refusal(JsonRpcCode.MethodNotFound, "Method not found");
 * this.sendLocalResponse(new LocalResponse(200).bytes(answer));
 * ```
 */
export enum JsonRpcCode {
  /** What came is not JSON. */
  ParseError = -32700,
  /** It is JSON, but not a message. */
  InvalidRequest = -32600,
  /** There is no such method. */
  MethodNotFound = -32601,
  /** Of MCP's also: there is no such tool. */
  InvalidParams = -32602,
  /** The server has another fault. */
  InternalError = -32603,
}

/**
 * A message of JSON-RPC 2.0, as `JsonRpcMessages` reads them.
 *
 * ```ts
 * const messages = JsonRpcMessages.parse(this.request.body.bytes());
 * if (messages != null) {
 *   const call = messages.at(0);
 *   if (call.method == "tools/call") {
 *     const answer = call.refusal(JsonRpcCode.InvalidParams, "Unknown tool");
 *     this.sendLocalResponse(new LocalResponse(200).bytes(answer));
 *   }
 * }
 * ```
 */
@final
export class JsonRpcMessage {
  /** What it is. */
  kind: JsonRpcKind = JsonRpcKind.Invalid;
  /** The id, a text or a number; `null` where there is none, or it is `null`. */
  id: JsonValue | null = null;
  /** The method of a call; `""` for an answer. */
  method: string = "";
  /** The parameters of a call, a list or an object; `null` for none. */
  params: JsonValue | null = null;
  /** The result of an answer; `null` for none. */
  result: JsonValue | null = null;
  /** The code of an error; 0 for none. */
  errorCode: i64 = 0;
  /** The message of an error; `""` for none. */
  errorMessage: string = "";
  /** What an error says beside; `null` for nothing. */
  errorData: JsonValue | null = null;

  /** Returns an error as the answer to this call, with its id. */
  refusal(code: i32, message: string): Uint8Array {
    const writer = new JsonWriter();
    this.writeRefusal(writer, code, message);
    return writer.bytes();
  }

  /** Writes the same, as one of the answers to a batch. */
  writeRefusal(writer: JsonWriter, code: i32, message: string): void {
    writer.beginObject().key("jsonrpc").text("2.0");
    this.writeId(writer);
    writer.key("error").beginObject();
    writer.key("code").i64(code).key("message").text(message);
    writer.endObject().endObject();
  }

  private writeId(writer: JsonWriter): void {
    writer.key("id");
    const id = this.id;
    if (id == null) {
      writer.nothing();
      return;
    }
    const text = id.text;
    if (text != null) writer.text(text);
    else writer.copy(JsonReader.ofText(id.numberText!));
  }

  /** Reads the message that a reader is at; for the SDK. */
  static sdkRead(reader: JsonReader): JsonRpcMessage {
    const message = new JsonRpcMessage();
    let isVersion2: bool = false;
    let hasId: bool = false;
    // Of each key the last value counts.
    let isMethod: bool = true;
    let isId: bool = true;
    let areParams: bool = true;
    let isError: bool = true;
    let hasResult: bool = false;
    let hasError: bool = false;
    let hasMethod: bool = false;
    if (!reader.enterObject()) return message;
    while (reader.nextKey()) {
      const kind = reader.kind;
      if (reader.keyIs("jsonrpc")) isVersion2 = reader.readTextOr("") == "2.0";
      else if (reader.keyIs("method")) {
        hasMethod = true;
        isMethod = kind == JsonKind.Text;
        message.method = reader.readTextOr("");
      } else if (reader.keyIs("id")) {
        hasId = true;
        const isThere = kind == JsonKind.Text || kind == JsonKind.Number;
        isId = isThere || kind == JsonKind.Null;
        message.id = isThere ? valueOf(reader) : null;
      } else if (reader.keyIs("params")) {
        areParams = kind == JsonKind.List || kind == JsonKind.Object;
        message.params = valueOf(reader);
      } else if (reader.keyIs("result")) {
        hasResult = true;
        message.result = valueOf(reader);
      } else if (reader.keyIs("error")) {
        hasError = true;
        isError = message.readError(reader);
      }
    }
    const isRight = isMethod && isId && areParams && isError;
    if (!isVersion2 || !isRight) return message;
    if (hasMethod && !hasResult && !hasError) {
      message.kind = hasId ? JsonRpcKind.Request : JsonRpcKind.Notification;
    } else if (!hasMethod && hasId && hasResult != hasError) {
      message.kind = hasResult ? JsonRpcKind.Result : JsonRpcKind.Error;
    }
    return message;
  }

  private readError(reader: JsonReader): bool {
    this.errorCode = 0;
    this.errorMessage = "";
    this.errorData = null;
    if (!reader.enterObject()) return false;
    let hasCode: bool = false;
    let hasMessage: bool = false;
    while (reader.nextKey()) {
      const kind = reader.kind;
      if (reader.keyIs("code")) {
        this.errorCode = reader.readI64Or(0);
        hasCode = kind == JsonKind.Number;
      } else if (reader.keyIs("message")) {
        this.errorMessage = reader.readTextOr("");
        hasMessage = kind == JsonKind.Text;
      } else if (reader.keyIs("data")) this.errorData = valueOf(reader);
    }
    return hasCode && hasMessage;
  }
}

/** Goes over the value that a reader is at, and returns it; `null` at a fault. */
function valueOf(reader: JsonReader): JsonValue | null {
  const from = reader.valueStart;
  reader.skip();
  const to = reader.position;
  return to > from ? reader.valueAt(from, to) : null;
}
