import { JsonEditor } from "../json/json-editor";
import { JsonKind } from "../json/json-kind";
import { JsonReader } from "../json/json-reader";
import { JsonWriter } from "../json/json-writer";

/**
 * The model that a request asks for, and how, read in one pass without a tree. All the APIs that
 * docs/kit/streams.md names have the same keys, but for Gemini, which has the model in the path.
 *
 * To route by it, hold the headers while the body is read:
 *
 * ```ts
 * class Route extends HttpHandler {
 *   onRequest(): void {
 *     this.request.holdHeaders();
 *     const body = this.request.body.collect(1 << 20);
 *     if (body == null) return;
 *     const asked = ModelRequest.of(body.jsonReader());
 *     if (asked == null || asked.model.length == 0) {
 *       this.respond(new LocalResponse(400).text("no model"));
 *       return;
 *     }
 *     this.request.headers.set("x-model", asked.model);
 *     clearRouteCache();
 *   }
 * }
 * registerHttpHandler<Route>("route");
 * ```
 */
@final
export class ModelRequest {
  /** The model; `""` where the body says none. */
  model: string = "";
  /** Whether the answer is to be streamed; Ollama streams where this is not said. */
  isStreamed: bool = false;
  /** How many tokens the answer may have; -1 where that is not said. */
  maxTokens: i64 = -1;

  /** Reads the body of a request; `null` where it is not JSON, or not an object. */
  static of(body: JsonReader): ModelRequest | null {
    const request = new ModelRequest();
    if (!body.enterObject()) return null;
    while (body.nextKey()) {
      if (body.keyIs("model")) request.model = body.readTextOr("");
      else if (body.keyIs("stream"))
        request.isStreamed = body.readBoolOr(false);
      else if (
        body.keyIs("generationConfig") ||
        body.keyIs("options") ||
        body.keyIs("inferenceConfig")
      ) {
        // Of Gemini, of Ollama, and of Bedrock.
        request.readOptions(body);
      } else request.readLimit(body);
    }
    return body.finish() ? request : null;
  }

  /** Returns the model of a path such as `/v1beta/models/NAME:streamGenerateContent`. */
  static modelOfPath(path: string): string | null {
    const start = path.indexOf("/models/");
    if (start < 0) return null;
    const from = start + 8;
    let end = from;
    while (end < path.length && !isModelEnd(path.charCodeAt(end))) end++;
    return end == from ? null : path.substring(from, end);
  }

  /**
   * Returns the body of a request with `stream_options.include_usage` set, so that a streamed
   * answer of OpenAI's says its tokens; `null` where there is nothing to change: it is not
   * JSON, not streamed, or asks for that already. The client then gets one event more, without
   * choices.
   */
  static askForUsage(body: Uint8Array): Uint8Array | null {
    const request = ModelRequest.of(JsonReader.of(body));
    if (request == null || !request.isStreamed) return null;
    const editor = JsonEditor.of(body);
    const yes = new JsonWriter().bool(true);
    let hasOptions = false;
    editor.enterObject();
    while (editor.nextKey()) {
      if (!editor.reader.keyIs("stream_options")) continue;
      hasOptions = true;
      if (editor.reader.kind != JsonKind.Object) {
        editor.set(options());
        continue;
      }
      let isThere = false;
      editor.enterObject();
      while (editor.nextKey()) {
        if (!editor.reader.keyIs("include_usage")) continue;
        isThere = true;
        if (editor.reader.fork().readBoolOr(false)) return null;
        editor.set(yes);
      }
      if (!isThere) editor.appendKey("include_usage", yes);
    }
    if (!hasOptions) editor.appendKey("stream_options", options());
    return editor.finish();
  }

  private readOptions(body: JsonReader): void {
    if (!body.enterObject()) return;
    while (body.nextKey()) this.readLimit(body);
  }

  private readLimit(body: JsonReader): void {
    if (
      body.keyIs("max_tokens") ||
      body.keyIs("max_completion_tokens") ||
      body.keyIs("max_output_tokens") ||
      body.keyIs("maxOutputTokens") ||
      body.keyIs("num_predict") ||
      body.keyIs("maxTokens")
    ) {
      this.maxTokens = body.readI64Or(-1);
    }
  }
}

function options(): JsonWriter {
  const writer = new JsonWriter().beginObject();
  return writer.key("include_usage").bool(true).endObject();
}

/** Tells whether a unit ends the name of a model in a path. */
function isModelEnd(unit: i32): bool {
  return unit == 0x3a || unit == 0x2f || unit == 0x3f || unit == 0x23;
}
