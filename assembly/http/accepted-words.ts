import { FieldReader } from "./field-reader";
import { Parameters } from "./parameters";
import { readWeight } from "./weights";

/** The words of a header such as `accept-language`, with their weights; for the SDK. */
@final
export class AcceptedWords {
  private readonly words: string[] = [];
  private readonly weights: i32[] = [];

  constructor(header: string) {
    const reader = new FieldReader(header);
    while (reader.nextElement()) {
      const word = reader.token();
      if (word == null) continue;
      const weight = readWeight(reader, new Parameters());
      if (weight < 0) continue;
      this.words.push(word);
      this.weights.push(weight);
    }
  }

  get size(): i32 {
    return this.words.length;
  }

  wordAt(index: i32): string {
    return this.words[index];
  }

  weightAt(index: i32): i32 {
    return this.weights[index];
  }
}
