import { JsonKind } from "../json/json-kind";
import { JsonReader } from "../json/json-reader";

/** What providers count. */
const enum Count {
  Input,
  /** Beside `Input`: what was written to a cache, read from it, and given by tools. */
  CacheWrite,
  CacheRead,
  Tools,
  Output,
  /** Beside `Output`. */
  Thoughts,
  Total,
  /** Within `Input`. */
  Cached,
  /** Within `Output`. */
  Reasoning,
  /** Not a count. */
  None,
}

const UNKNOWN: i64 = -1;

/** The counts of one answer, of which each may come in another event. */
@final
export class UsageCounts {
  private readonly counts: StaticArray<i64> = unknown();
  /** Those of the document that is read: they count once all of it is JSON. */
  private readonly found: StaticArray<i64> = unknown();
  /** Of the document: whether it has counts that are the last ones, and any. */
  private hasLast: bool = false;
  private hasAny: bool = false;
  private hasFinish: bool = false;
  /** Whether the last counts were read, and whether some were that may not be. */
  isFinal: bool = false;
  isWhole: bool = false;
  /** What `sum` has put together; see `TokenUsage`. */
  input: i64 = 0;
  output: i64 = 0;
  total: i64 = 0;
  cached: i64 = UNKNOWN;
  reasoning: i64 = UNKNOWN;

  /** Reads a document: an answer, or a part of one. False where it is not JSON. */
  read(reader: JsonReader): bool {
    const found = this.found;
    for (let i = 0; i < Count.None; i++) unchecked((found[i] = UNKNOWN));
    this.hasLast = false;
    this.hasAny = false;
    this.hasFinish = false;
    if (reader.kind == JsonKind.List) {
      // Gemini's stream without `alt=sse`, as a whole.
      reader.enterList();
      while (reader.nextItem()) this.walk(reader, true, false);
    } else this.walk(reader, true, false);
    if (!reader.finish()) return false;
    for (let i = 0; i < Count.None; i++) {
      const count = unchecked(found[i]);
      if (count != UNKNOWN) unchecked((this.counts[i] = count));
    }
    if (this.hasLast || (this.hasAny && this.hasFinish)) this.isFinal = true;
    if (this.hasLast || this.hasAny) this.isWhole = true;
    return true;
  }

  /** Puts together what was counted; false where input or output are not known. */
  sum(): bool {
    const input = this.at(Count.Input);
    if (input == UNKNOWN) return false;
    const caches = this.atOr0(Count.CacheWrite) + this.atOr0(Count.CacheRead);
    this.input = input + caches + this.atOr0(Count.Tools);
    const total = this.at(Count.Total);
    const output = this.at(Count.Output);
    if (output == UNKNOWN && total == UNKNOWN) return false;
    const thoughts = this.at(Count.Thoughts);
    this.output =
      output != UNKNOWN
        ? output + this.atOr0(Count.Thoughts)
        : max<i64>(total - this.input, 0);
    this.total = total != UNKNOWN ? total : this.input + this.output;
    const cacheRead = this.at(Count.CacheRead);
    this.cached = cacheRead != UNKNOWN ? cacheRead : this.at(Count.Cached);
    this.reasoning = thoughts != UNKNOWN ? thoughts : this.at(Count.Reasoning);
    return true;
  }

  private at(count: Count): i64 {
    return unchecked(this.counts[count]);
  }

  private atOr0(count: Count): i64 {
    return max<i64>(this.at(count), 0);
  }

  /** Goes over an object that may have counts; those of a message that begins are not the last. */
  private walk(reader: JsonReader, isTop: bool, isBegin: bool): void {
    if (!reader.enterObject()) return;
    let isDone: bool = false;
    while (reader.nextKey()) {
      switch (<i32>reader.sdkKeySize) {
        case 4:
          if (isTop && reader.keyIs("done")) isDone = reader.readBoolOr(false);
          break;
        case 5:
          if (reader.keyIs("usage")) {
            if (this.readCounts(reader) && !isBegin) this.hasLast = true;
          } else if (isTop && reader.keyIs("delta")) {
            this.walk(reader, false, false);
          }
          break;
        case 6:
          if (isTop && reader.keyIs("x_groq")) this.walk(reader, false, false);
          break;
        case 7:
          if (isTop && reader.keyIs("message")) this.walk(reader, false, true);
          break;
        case 8:
          if (isTop && reader.keyIs("response")) {
            this.walk(reader, false, false);
          }
          break;
        case 10:
          if (isTop && reader.keyIs("candidates")) this.readFinish(reader);
          else if (isTop) this.readCount(reader, "eval_count", Count.Output);
          break;
        case 13:
          if (reader.keyIs("usageMetadata")) {
            if (this.readCounts(reader)) this.hasAny = true;
          }
          break;
        case 14:
          if (isTop && reader.keyIs("promptFeedback")) this.hasFinish = true;
          break;
        case 17:
          if (isTop) this.readCount(reader, "prompt_eval_count", Count.Input);
      }
    }
    if (isDone) this.hasLast = true;
  }

  private readCount(reader: JsonReader, key: string, count: Count): void {
    if (reader.keyIs(key)) this.keep(count, reader.readI64Or(UNKNOWN));
  }

  private keep(count: Count, value: i64): void {
    if (value >= 0) unchecked((this.found[count] = value));
  }

  /** Tells whether a candidate of Gemini's has ended. */
  private readFinish(reader: JsonReader): void {
    if (!reader.enterList()) return;
    while (reader.nextItem()) {
      if (!reader.enterObject()) continue;
      while (reader.nextKey()) {
        if (reader.keyIs("finishReason") && reader.kind == JsonKind.Text) {
          this.hasFinish = true;
        }
      }
    }
  }

  /** Reads an object of counts; false where it is none, such as `null`. */
  private readCounts(reader: JsonReader): bool {
    if (!reader.enterObject()) return false;
    while (reader.nextKey()) {
      const kind = reader.kind;
      if (kind == JsonKind.Number) {
        const count = countOf(reader);
        if (count != Count.None) this.keep(count, reader.readI64Or(UNKNOWN));
      } else if (kind == JsonKind.Object) {
        // Cohere has its counts one level deeper.
        if (reader.keyIs("tokens")) this.readCounts(reader);
        else this.readDetails(reader);
      }
    }
    return true;
  }

  private readDetails(reader: JsonReader): void {
    reader.enterObject();
    while (reader.nextKey()) {
      this.readCount(reader, "cached_tokens", Count.Cached);
      this.readCount(reader, "reasoning_tokens", Count.Reasoning);
    }
  }
}

/** Tells what a key counts. */
function countOf(reader: JsonReader): Count {
  switch (<i32>reader.sdkKeySize) {
    case 11:
      if (reader.keyIs("inputTokens")) return Count.Input;
      return is(reader, "totalTokens", Count.Total);
    case 12:
      if (reader.keyIs("input_tokens")) return Count.Input;
      if (reader.keyIs("outputTokens")) return Count.Output;
      return is(reader, "total_tokens", Count.Total);
    case 13:
      if (reader.keyIs("prompt_tokens")) return Count.Input;
      return is(reader, "output_tokens", Count.Output);
    case 15:
      return is(reader, "totalTokenCount", Count.Total);
    case 16:
      return is(reader, "promptTokenCount", Count.Input);
    case 17:
      return is(reader, "completion_tokens", Count.Output);
    case 18:
      return is(reader, "thoughtsTokenCount", Count.Thoughts);
    case 20:
      if (reader.keyIs("cacheReadInputTokens")) return Count.CacheRead;
      return is(reader, "candidatesTokenCount", Count.Output);
    case 21:
      return is(reader, "cacheWriteInputTokens", Count.CacheWrite);
    case 23:
      if (reader.keyIs("cachedContentTokenCount")) return Count.Cached;
      if (reader.keyIs("prompt_cache_hit_tokens")) return Count.Cached;
      if (reader.keyIs("cache_read_input_tokens")) return Count.CacheRead;
      return is(reader, "toolUsePromptTokenCount", Count.Tools);
    case 27:
      return is(reader, "cache_creation_input_tokens", Count.CacheWrite);
    default:
      return Count.None;
  }
}

function is(reader: JsonReader, key: string, count: Count): Count {
  return reader.keyIs(key) ? count : Count.None;
}

function unknown(): StaticArray<i64> {
  return new StaticArray<i64>(Count.None).fill(UNKNOWN);
}
