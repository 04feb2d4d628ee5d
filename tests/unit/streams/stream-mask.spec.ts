import { utf8Decode, utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";
import { Needles } from "proxy-wasm-as/assembly/patterns/needles";
import { SseEditor } from "proxy-wasm-as/assembly/streams/sse-editor";
import { StreamMask } from "proxy-wasm-as/assembly/streams/stream-mask";

/** Masks events, given by their data, and returns that of those which go on. */
function masked(events: string[]): string[] {
  const mask = new StreamMask(new Needles(["secret", "token"]), ["***"]);
  const editor = new SseEditor();
  for (let i = 0; i < events.length; i++) {
    editor.write(utf8Encode(`data: ${events[i]}\n\n`));
    for (let e = editor.next(); e != null; e = editor.next()) {
      const before = mask.apply(e);
      if (before != null) editor.insertBytes(before);
    }
  }
  const rest = mask.end();
  if (rest != null) editor.insertBytes(rest);
  const text = utf8Decode(editor.take());
  const lines = text.split("\n\n");
  lines.pop();
  for (let i = 0; i < lines.length; i++) lines[i] = lines[i].slice(6);
  return lines;
}

function openai(content: string, index: i32 = 0): string {
  return `{"choices":[{"index":${index},"delta":{"content":"${content}"},"finish_reason":null}]}`;
}

const STOP = '{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}';

describe("StreamMask", () => {
  test("StreamMask masks a needle that is split over events", () => {
    expect(
      masked([
        openai("the sec"),
        openai("r"),
        openai("et and"),
        STOP,
        "[DONE]",
      ]),
    ).toStrictEqual([
      openai("the "),
      openai(""),
      openai("*** and"),
      STOP,
      "[DONE]",
    ]);
  });

  test("StreamMask gives back what began no needle, before the text ends", () => {
    expect(masked([openai("a sec"), STOP, "[DONE]"])).toStrictEqual([
      openai("a "),
      openai("sec"),
      STOP,
      "[DONE]",
    ]);
    expect(masked([openai("a sec"), "[DONE]"])).toStrictEqual([
      openai("a "),
      openai("sec"),
      "[DONE]",
    ]);
    expect(masked([openai("a sec")])).toStrictEqual([
      openai("a "),
      openai("sec"),
    ]);
  });

  test("StreamMask keeps the texts of several choices apart", () => {
    expect(
      masked([
        openai("sec"),
        openai("to", 1),
        openai("ret"),
        openai("x", 1),
        STOP,
      ]),
    ).toStrictEqual([
      openai(""),
      openai("", 1),
      openai("***"),
      openai("tox", 1),
      STOP,
    ]);
  });

  test("StreamMask masks all other texts of an event by itself", () => {
    expect(
      masked([
        '{"error":{"message":"se\\u0063ret token"},"a":["secret"]}',
        "a secret",
      ]),
    ).toStrictEqual(['{"error":{"message":"*** ***"},"a":["***"]}', "a ***"]);
  });

  test("StreamMask leaves an event without needles as it is", () => {
    const event =
      '{ "choices":[{"delta":{"content":"\\u00e9 \\"x\\""}}],"n": 1.50 }';
    expect(masked([event])).toStrictEqual([event]);
  });

  test("StreamMask masks Anthropic's blocks, with their deltas of text and of tools", () => {
    const text = (piece: string): string =>
      `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"${piece}"}}`;
    const tool = (piece: string): string =>
      `{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"${piece}"}}`;
    const stop = '{"type":"content_block_stop","index":0}';
    const ping = '{"type":"ping"}';
    expect(
      masked([
        text("tok"),
        ping,
        text("en to"),
        stop,
        tool('{\\"se'),
        tool("cret"),
      ]),
    ).toStrictEqual([
      text(""),
      ping,
      text("*** "),
      text("to"),
      stop,
      tool('{\\"'),
      tool("***"),
    ]);
  });

  test("StreamMask masks OpenAI's responses, whose last events have the whole text", () => {
    const delta = (piece: string): string =>
      `{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"${piece}"}`;
    const done =
      '{"type":"response.output_text.done","output_index":0,"content_index":0,"text":"a secret se"}';
    expect(masked([delta("a sec"), delta("ret se"), done])).toStrictEqual([
      delta("a "),
      delta("*** "),
      delta("se"),
      done.replace("secret", "***"),
    ]);
  });

  test("StreamMask masks Gemini's and Ollama's answers, whose last piece ends the text", () => {
    const gemini = (piece: string, end: string = ""): string =>
      `{"candidates":[{"content":{"parts":[{"text":"${piece}"}],"role":"model"}${end}}]}`;
    const end = ',"finishReason":"STOP"';
    expect(masked([gemini("sec"), gemini("ret to", end)])).toStrictEqual([
      gemini(""),
      gemini("*** to", end),
    ]);
    const ollama = (piece: string, done: bool): string =>
      `{"message":{"role":"assistant","content":"${piece}"},"done":${done}}`;
    expect(
      masked([ollama("to", false), ollama("ken", false), ollama("", true)]),
    ).toStrictEqual([
      ollama("", false),
      ollama("***", false),
      ollama("", true),
    ]);
  });
});
