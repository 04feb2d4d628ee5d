import { utf8Decode, utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";
import { JsonReader } from "proxy-wasm-as/assembly/json/json-reader";
import { ModelRequest } from "proxy-wasm-as/assembly/streams/model-request";
import { SseReader } from "proxy-wasm-as/assembly/streams/sse-reader";
import { TokenBudget } from "proxy-wasm-as/assembly/streams/token-budget";
import { TokenUsage } from "proxy-wasm-as/assembly/streams/token-usage";
import { UsageReader } from "proxy-wasm-as/assembly/streams/usage-reader";

function shown(usage: TokenUsage | null): string {
  if (usage == null) return "null";
  const parts = `${usage.input} + ${usage.output} = ${usage.total}`;
  return `${parts}, ${usage.cached}, ${usage.reasoning}`;
}

function whole(answer: string): string {
  return shown(TokenUsage.of(JsonReader.ofText(answer)));
}

/** Reads the data of events; shows what is known at the end, and before. */
function streamed(events: string[]): string {
  const usage = new UsageReader();
  const reader = new SseReader();
  for (let i = 0; i < events.length; i++) {
    reader.write(utf8Encode(`data: ${events[i]}\n\n`));
    for (let e = reader.next(); e != null; e = reader.next()) {
      // Ollama has lines, and no events.
      if (e.data.includes("eval_count")) usage.read(e.jsonReader());
      else usage.readEvent(e);
    }
  }
  const end = shown(usage.usage);
  return end != "null" ? end : `null, so far ${shown(usage.usageSoFar)}`;
}

describe("TokenUsage.of", () => {
  test("TokenUsage.of reads chat completions, of OpenAI and those alike", () => {
    expect(
      whole(
        '{"id":"chatcmpl-1","object":"chat.completion","model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"usage"},"finish_reason":"stop"}],' +
          '"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":3,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":4}}}',
      ),
    ).toBe("19 + 10 = 29, 3, 4");
    // Mistral.
    expect(
      whole(
        '{"usage":{"prompt_tokens":16,"total_tokens":50,"completion_tokens":34}}',
      ),
    ).toBe("16 + 34 = 50, -1, -1");
    // DeepSeek.
    expect(
      whole(
        '{"usage":{"prompt_tokens":16,"completion_tokens":4,"prompt_cache_hit_tokens":8}}',
      ),
    ).toBe("16 + 4 = 20, 8, -1");
    // Embeddings.
    expect(whole('{"usage":{"prompt_tokens":8,"total_tokens":8}}')).toBe(
      "8 + 0 = 8, -1, -1",
    );
  });

  test("TokenUsage.of reads OpenAI's responses", () => {
    expect(
      whole(
        '{"id":"resp_1","object":"response","status":"completed","output":[],"usage":{"input_tokens":36,"input_tokens_details":{"cached_tokens":6},"output_tokens":87,"output_tokens_details":{"reasoning_tokens":7},"total_tokens":123}}',
      ),
    ).toBe("36 + 87 = 123, 6, 7");
  });

  test("TokenUsage.of reads Anthropic's messages, whose input is beside the cache", () => {
    expect(
      whole(
        '{"type":"message","content":[],"usage":{"input_tokens":10,"cache_creation_input_tokens":5,"cache_read_input_tokens":100,"output_tokens":25}}',
      ),
    ).toBe("115 + 25 = 140, 100, -1");
  });

  test("TokenUsage.of reads Gemini's answers, also a list of them", () => {
    const last =
      '{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":12,"thoughtsTokenCount":30,"totalTokenCount":49,"cachedContentTokenCount":2}}';
    expect(whole(last)).toBe("7 + 42 = 49, 2, 30");
    expect(
      whole(
        `[{"usageMetadata":{"promptTokenCount":7,"totalTokenCount":7}},\n${last}]`,
      ),
    ).toBe("7 + 42 = 49, 2, 30");
    // Nothing was answered.
    expect(
      whole(
        '{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":7,"totalTokenCount":7}}',
      ),
    ).toBe("7 + 0 = 7, -1, -1");
  });

  test("TokenUsage.of reads Ollama, Cohere, Bedrock and Groq", () => {
    expect(
      whole(
        '{"model":"llama3","response":"","done":true,"prompt_eval_count":26,"eval_count":298}',
      ),
    ).toBe("26 + 298 = 324, -1, -1");
    expect(
      whole(
        '{"usage":{"billed_units":{"input_tokens":5,"output_tokens":6},"tokens":{"input_tokens":71,"output_tokens":41}}}',
      ),
    ).toBe("71 + 41 = 112, -1, -1");
    expect(
      whole(
        '{"output":{},"usage":{"inputTokens":30,"outputTokens":628,"totalTokens":658,"cacheReadInputTokens":0,"cacheWriteInputTokens":0}}',
      ),
    ).toBe("30 + 628 = 658, 0, -1");
    expect(
      whole(
        '{"x_groq":{"id":"1","usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}}',
      ),
    ).toBe("1 + 2 = 3, -1, -1");
  });

  test("TokenUsage.of is null where the answer does not say it", () => {
    expect(whole('{"choices":[]}')).toBe("null");
    expect(whole('{"usage":null}')).toBe("null");
    expect(whole('{"usage":{}}')).toBe("null");
    expect(whole('{"usage":{"prompt_tokens":1}}')).toBe("null");
    expect(
      whole('{"usage":{"prompt_tokens":1.5,"completion_tokens":"2"}}'),
    ).toBe("null");
    expect(whole('{"usage":{"prompt_tokens":-1,"completion_tokens":1}}')).toBe(
      "null",
    );
    expect(whole('{"usage":{"prompt_tokens":1,"completion_tokens":2}')).toBe(
      "null",
    );
    expect(whole("[]")).toBe("null");
    expect(whole("")).toBe("null");
    // A text of the model's is not the provider's.
    expect(
      whole('{"a":{"usage":{"prompt_tokens":1,"completion_tokens":2}}}'),
    ).toBe("null");
  });
});

describe("UsageReader", () => {
  test("UsageReader reads the last event of a chat completion", () => {
    const delta =
      '{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}],"usage":null}';
    const last =
      '{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}';
    expect(streamed([delta, delta, last, "[DONE]"])).toBe("1 + 2 = 3, -1, -1");
    expect(streamed([delta, delta, "[DONE]"])).toBe("null, so far null");
  });

  test("UsageReader puts Anthropic's counts together, and does not take the first for the last", () => {
    const start =
      '{"type":"message_start","message":{"id":"1","content":[],"usage":{"input_tokens":25,"cache_read_input_tokens":5,"output_tokens":1}}}';
    const delta =
      '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}';
    const end =
      '{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}';
    expect(streamed([start, delta, end, '{"type":"message_stop"}'])).toBe(
      "30 + 15 = 45, 5, -1",
    );
    expect(streamed([start, delta])).toBe("null, so far 30 + 1 = 31, 5, -1");
  });

  test("UsageReader reads Gemini's counts once it has finished", () => {
    const part =
      '{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":7,"totalTokenCount":8}}';
    const last =
      '{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":3,"totalTokenCount":10}}';
    expect(streamed([part, last])).toBe("7 + 3 = 10, -1, -1");
    expect(streamed([part])).toBe("null, so far 7 + 1 = 8, -1, -1");
  });

  test("UsageReader reads OpenAI's responses, and Ollama's lines", () => {
    expect(
      streamed([
        '{"type":"response.created","response":{"id":"1","usage":null}}',
        '{"type":"response.output_text.delta","delta":"usage"}',
        '{"type":"response.completed","response":{"usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3}}}',
      ]),
    ).toBe("1 + 2 = 3, -1, -1");
    const line = '{"message":{"role":"assistant","content":"a"},"done":false}';
    const last =
      '{"message":{},"done":true,"prompt_eval_count":4,"eval_count":5}';
    expect(streamed([line, last])).toBe("4 + 5 = 9, -1, -1");
    // A prompt that Ollama had in its cache is not counted.
    expect(streamed([line, '{"done":true,"eval_count":5}'])).toBe(
      "null, so far null",
    );
  });

  test("UsageReader takes nothing from an event that is not JSON", () => {
    expect(
      streamed(['{"usage":{"prompt_tokens":1,"completion_tokens":2}']),
    ).toBe("null, so far null");
  });
});

function asked(body: string): string {
  const request = ModelRequest.of(JsonReader.ofText(body));
  if (request == null) return "null";
  return `${request.model}, ${request.isStreamed}, ${request.maxTokens}`;
}

function withUsage(body: string): string {
  const edited = ModelRequest.askForUsage(utf8Encode(body));
  return edited == null ? "null" : utf8Decode(edited);
}

describe("ModelRequest", () => {
  test("ModelRequest.of reads the model, and how much it may answer", () => {
    expect(
      asked(
        '{"messages":[{"model":"x"}],"model":"gpt-4o","stream":true,"max_completion_tokens":5}',
      ),
    ).toBe("gpt-4o, true, 5");
    expect(asked('{"generationConfig":{"maxOutputTokens":9}}')).toBe(
      ", false, 9",
    );
    expect(asked('{"model":"a","options":{"num_predict":3}}')).toBe(
      "a, false, 3",
    );
    expect(asked('{"model":1}')).toBe(", false, -1");
    expect(asked("[]")).toBe("null");
    expect(asked('{"model":"a"')).toBe("null");
  });

  test("TokenBudget throws where a window has no length", () => {
    expect(() => {
      new TokenBudget("tokens", 1, 0);
    }).toThrow();
  });

  test("ModelRequest.modelOfPath reads the model of a path", () => {
    expect(
      ModelRequest.modelOfPath("/v1beta/models/gemini-2.5-pro:generateContent"),
    ).toBe("gemini-2.5-pro");
    expect(ModelRequest.modelOfPath("/v1/models/a?alt=sse")).toBe("a");
    expect(ModelRequest.modelOfPath("/v1/models/")).toBeNull();
    expect(ModelRequest.modelOfPath("/v1/chat/completions")).toBeNull();
  });

  test("ModelRequest.askForUsage adds what is missing", () => {
    expect(withUsage('{"model": "a", "stream": true}')).toBe(
      '{"model": "a", "stream": true,"stream_options":{"include_usage":true}}',
    );
    expect(withUsage('{"stream":true,"stream_options":{"a":1}}')).toBe(
      '{"stream":true,"stream_options":{"a":1,"include_usage":true}}',
    );
    expect(
      withUsage('{"stream":true,"stream_options":{"include_usage":false}}'),
    ).toBe('{"stream":true,"stream_options":{"include_usage":true}}');
    expect(withUsage('{"stream":true,"stream_options":null}')).toBe(
      '{"stream":true,"stream_options":{"include_usage":true}}',
    );
    expect(
      withUsage('{"stream":true,"stream_options":{"include_usage":true}}'),
    ).toBe("null");
    expect(withUsage('{"stream":false}')).toBe("null");
    expect(withUsage("{")).toBe("null");
  });
});
