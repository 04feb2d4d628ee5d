import { JsonKind } from "../json/json-kind";
import { JsonReader } from "../json/json-reader";

/** A text in the data of an event. */
@final
export class EventText {
  constructor(
    /** Where its value is in the data, with its quotes. */
    readonly from: i32,
    readonly to: i32,
    /** Which text of the answer it continues; `""` for none. */
    readonly channel: string,
    /** Whether that text ends with this event. */
    public isLast: bool,
  ) {}
}

/**
 * Finds all texts in the data of an event, and tells which ones are deltas: the next pieces of
 * a text that the answer has.
 */
@final
export class DeltaTexts {
  readonly texts: EventText[] = [];
  /** In front of the channels of those texts that end with this event. */
  readonly ended: string[] = [];
  private isPartial: bool = false;

  constructor(private readonly reader: JsonReader) {}

  /** Goes over the event; false where its data is not JSON. */
  read(): bool {
    this.isPartial = hasKey(this.reader, "done");
    this.walk("", "", this.isPartial ? Place.Ollama : Place.None);
    if (!this.reader.finish()) return false;
    for (let i = 0; i < this.ended.length; i++) {
      for (let j = 0; j < this.texts.length; j++) {
        const text = this.texts[j];
        if (text.channel.startsWith(this.ended[i])) text.isLast = true;
      }
    }
    return true;
  }

  private walk(key: string, prefix: string, place: Place): void {
    const reader = this.reader;
    switch (reader.kind) {
      case JsonKind.Text: {
        const from = reader.valueStart;
        reader.skip();
        const isDelta = place != Place.None && isContent(key);
        const channel = isDelta ? prefix + key : "";
        const to = reader.position;
        this.texts.push(new EventText(from, to, channel, false));
        return;
      }
      case JsonKind.List: {
        reader.enterList();
        while (reader.nextItem()) this.walk(key, prefix, place);
        return;
      }
      case JsonKind.Object: {
        this.walkObject(prefix + this.placeOf(key), place);
        return;
      }
      default:
        reader.skip();
    }
  }

  private walkObject(prefix: string, place: Place): void {
    const reader = this.reader;
    reader.enterObject();
    while (reader.nextKey()) {
      const key = reader.key;
      if (reader.kind == JsonKind.Text && isEnd(key, reader)) {
        this.ended.push(prefix);
      } else if (key == "done" && reader.fork().readBoolOr(false)) {
        this.ended.push(prefix);
      }
      this.walk(key, prefix, placeBelow(key, place));
    }
  }

  /** Tells which of several texts the object that comes next is about. */
  private placeOf(key: string): string {
    const ahead = this.reader.fork();
    let place = "";
    ahead.enterObject();
    while (ahead.nextKey()) {
      if (
        ahead.keyIs("index") ||
        ahead.keyIs("output_index") ||
        ahead.keyIs("content_index")
      ) {
        const number = ahead.readNumberText();
        if (number != null) place += number + "/";
      }
    }
    const isCounted = key == "candidates" || key == "choices";
    // Gemini leaves out the index of the first one.
    return isCounted && place.length == 0 ? "0/" : place;
  }
}

/** Where in an event a value is. */
const enum Place {
  None,
  /** Within a delta, or in what is one. */
  Delta,
  /** At the top of a line of Ollama's. */
  Ollama,
  /** In the candidates of Gemini's, and in their parts. */
  Candidates,
  Choices,
}

function placeBelow(key: string, place: Place): Place {
  if (key == "delta") return Place.Delta;
  if (key == "candidates") return Place.Candidates;
  if (key == "choices") return Place.Choices;
  // A whole message has no next piece.
  if (key == "message" && place == Place.Choices) return Place.None;
  return place;
}

/** Tells whether a text of a delta is a piece of a longer one. */
function isContent(key: string): bool {
  return (
    key == "content" ||
    key == "text" ||
    key == "delta" ||
    key == "arguments" ||
    key == "partial_json" ||
    key == "thinking" ||
    key == "reasoning" ||
    key == "reasoning_content" ||
    key == "refusal" ||
    key == "response"
  );
}

/** Tells whether a key, whose text a reader is at, says that texts have ended. */
function isEnd(key: string, reader: JsonReader): bool {
  if (
    key == "finish_reason" ||
    key == "finishReason" ||
    key == "stop_reason" ||
    key == "done_reason"
  ) {
    return true;
  }
  if (key != "type") return false;
  const type = reader.fork().readTextOr("");
  return (
    type.endsWith("stop") ||
    type.endsWith(".done") ||
    type.endsWith(".completed") ||
    type.endsWith(".incomplete") ||
    type.endsWith(".failed") ||
    type == "message_delta" ||
    type == "message-end" ||
    type == "content-end" ||
    type == "error"
  );
}

function hasKey(reader: JsonReader, key: string): bool {
  const ahead = reader.fork();
  if (!ahead.enterObject()) return false;
  let isThere = false;
  while (ahead.nextKey()) {
    if (ahead.keyIs(key)) isThere = true;
  }
  return isThere;
}
