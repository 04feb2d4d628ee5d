import { ByteSink } from "../bodies/byte-sink";
import { StreamReplacer } from "../bodies/stream-replacer";
import { utf8Decode, utf8Encode } from "../codecs/utf8";
import { JsonReader } from "../json/json-reader";
import { JsonWriter } from "../json/json-writer";
import { Needles } from "../patterns/needles";
import { DeltaTexts, EventText } from "./delta-texts";
import { SseEvent } from "./sse-event";

const BACKSLASH: u8 = 0x5c;

/** One of the texts of an answer that come piece by piece. */
class Channel {
  /** The data of the last event with a piece of it, and the type of that event. */
  data: Uint8Array = new Uint8Array(0);
  type: string = "";

  constructor(
    readonly name: string,
    readonly replacer: StreamReplacer,
  ) {}
}

/**
 * Replaces texts in the streamed answer of a model, also where one is split over two events:
 * each text of the answer is put together again (of each choice, content block and tool call by
 * itself), and what may begin a needle waits for the next piece of the same text. All other
 * texts in the events are replaced as well, each by itself.
 *
 * It knows the events of the APIs that docs/kit/streams.md names. Of others, each text is
 * masked by itself. An event that is too large to be looked into is left out.
 *
 * ```ts
 * const secrets = new Needles(["hunter2", "swordfish"]);
 * class Guard extends HttpHandler {
 *   onResponse(): void {
 *     bodyChanged(this.response.headers);
 *     const mask = new StreamMask(secrets, ["***"]);
 *     const events = new SseStream(this.response.body);
 *     for (let e = events.next(); e != null; e = events.next()) {
 *       const before = mask.apply(e);
 *       if (before != null) events.insertBytes(before);
 *     }
 *     const rest = mask.end();
 *     if (rest != null) events.insertBytes(rest);
 *   }
 * }
 * registerHttpHandler<Guard>("mask_guard");
 * ```
 */
@final
export class StreamMask {
  private readonly channels: Channel[] = [];
  /** For all texts that are whole. */
  private readonly single: StreamReplacer;

  /** Replaces needles as `StreamReplacer` does. */
  constructor(
    private readonly needles: Needles,
    private readonly replacements: string[],
  ) {
    this.single = new StreamReplacer(needles, replacements);
  }

  /** How many needles were replaced. */
  get count(): i32 {
    let count = this.single.count;
    for (let i = 0; i < this.channels.length; i++) {
      count += this.channels[i].replacer.count;
    }
    return count;
  }

  /**
   * Masks an event. Returns an event that is to be inserted in front of it, with what an earlier
   * one held back; `null` mostly.
   */
  apply(event: SseEvent): Uint8Array | null {
    if (event.isTooLarge) {
      event.drop();
      return null;
    }
    const data = event.dataBytes;
    const found = new DeltaTexts(JsonReader.of(data));
    if (!found.read()) {
      const masked = this.whole(data);
      if (masked != data) event.setDataBytes(masked);
      return this.flush("");
    }
    const before = new ByteSink();
    for (let i = 0; i < found.ended.length; i++) {
      const prefix = found.ended[i];
      for (let j = 0; j < this.channels.length; j++) {
        const channel = this.channels[j];
        if (!channel.name.startsWith(prefix)) continue;
        // One that ends with this event gives back what it held in it.
        if (!hasChannel(found.texts, channel.name)) this.rest(channel, before);
      }
    }
    const edited = this.edit(data, found.texts, event.type);
    if (edited != null) event.setDataBytes(edited);
    return before.size > 0 ? before.take() : null;
  }

  /**
   * Returns events with what is held back at the end of a stream that did not say that its
   * texts have ended; `null` for nothing.
   */
  end(): Uint8Array | null {
    return this.flush("");
  }

  /** Returns data with its texts replaced, `null` where they stay. */
  private edit(
    data: Uint8Array,
    texts: EventText[],
    type: string,
  ): Uint8Array | null {
    const sink = new ByteSink();
    let done = 0;
    // Without escapes, all that a text has is in the data as it is.
    const mayHave = data.includes(BACKSLASH) || this.needles.isInBytes(data);
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i];
      if (!mayHave && text.channel.length == 0) continue;
      const bytes = valueOf(data, text);
      const masked =
        text.channel.length > 0
          ? this.piece(text, bytes, data, type)
          : this.whole(bytes);
      if (masked == bytes) continue;
      sink.add(data.dataStart + done, text.from - done);
      sink.addBytes(quoted(masked));
      done = text.to;
    }
    if (done == 0) return null;
    sink.add(data.dataStart + done, data.length - done);
    return sink.take();
  }

  /** Returns what goes on of a piece of a text; the piece itself where it is the same. */
  private piece(
    text: EventText,
    bytes: Uint8Array,
    data: Uint8Array,
    type: string,
  ): Uint8Array {
    const channel = this.channelOf(text.channel);
    channel.data = data;
    channel.type = type;
    const masked = channel.replacer.write(bytes);
    if (!text.isLast) return masked;
    const rest = channel.replacer.end();
    if (rest.length == 0) return masked;
    const sink = new ByteSink();
    sink.addBytes(masked);
    sink.addBytes(rest);
    return sink.take();
  }

  private whole(bytes: Uint8Array): Uint8Array {
    const masked = this.single.write(bytes);
    const rest = this.single.end();
    if (rest.length == 0) return masked;
    const sink = new ByteSink();
    sink.addBytes(masked);
    sink.addBytes(rest);
    const both = sink.take();
    const isSame =
      both.length == bytes.length &&
      memory.compare(both.dataStart, bytes.dataStart, bytes.length) == 0;
    return isSame ? bytes : both;
  }

  private channelOf(name: string): Channel {
    for (let i = 0; i < this.channels.length; i++) {
      if (this.channels[i].name == name) return this.channels[i];
    }
    const replacer = new StreamReplacer(this.needles, this.replacements);
    const channel = new Channel(name, replacer);
    this.channels.push(channel);
    return channel;
  }

  private flush(prefix: string): Uint8Array | null {
    const sink = new ByteSink();
    for (let i = 0; i < this.channels.length; i++) {
      const channel = this.channels[i];
      if (channel.name.startsWith(prefix)) this.rest(channel, sink);
    }
    return sink.size > 0 ? sink.take() : null;
  }

  /** Writes an event with what a channel holds back, like its last one. */
  private rest(channel: Channel, sink: ByteSink): void {
    const rest = channel.replacer.end();
    if (rest.length == 0) return;
    const data = channel.data;
    const found = new DeltaTexts(JsonReader.of(data));
    found.read();
    const copy = new ByteSink();
    let done = 0;
    for (let i = 0; i < found.texts.length; i++) {
      const text = found.texts[i];
      if (text.channel.length == 0) continue;
      copy.add(data.dataStart + done, text.from - done);
      const isThis = text.channel == channel.name;
      copy.addBytes(quoted(isThis ? rest : new Uint8Array(0)));
      done = text.to;
    }
    copy.add(data.dataStart + done, data.length - done);
    // Its other texts may have needles, too.
    const masked = this.wholeTexts(copy.take());
    sink.addBytes(SseEvent.encodeBytes(masked, channel.type));
  }

  /** Masks each text of an event by itself but for its deltas, which are masked. */
  private wholeTexts(data: Uint8Array): Uint8Array {
    const found = new DeltaTexts(JsonReader.of(data));
    found.read();
    const others: EventText[] = [];
    for (let i = 0; i < found.texts.length; i++) {
      if (found.texts[i].channel.length == 0) others.push(found.texts[i]);
    }
    const edited = this.edit(data, others, "");
    return edited == null ? data : edited;
  }
}

/** Returns the UTF-8 that a JSON text stands for. */
function valueOf(data: Uint8Array, text: EventText): Uint8Array {
  const inner = data.subarray(text.from + 1, text.to - 1);
  if (!inner.includes(BACKSLASH)) return inner;
  const reader = JsonReader.of(data.subarray(text.from, text.to));
  return utf8Encode(reader.readTextOr(""));
}

/** Returns UTF-8 as a JSON text. */
function quoted(bytes: Uint8Array): Uint8Array {
  return new JsonWriter().text(utf8Decode(bytes)).bytes();
}

function hasChannel(texts: EventText[], name: string): bool {
  for (let i = 0; i < texts.length; i++) {
    if (texts[i].channel == name) return true;
  }
  return false;
}
