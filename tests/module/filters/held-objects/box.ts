import { mix, mixText, churn, after } from "./garbage";

/** An object of a list, whose members all make garbage. */
export class Box {
  next: Box | null = null;
  text: string;
  constructor(public id: i32) {
    this.text = "box " + id.toString();
  }
  get slow(): Box {
    churn();
    return new Box(this.id + 1);
  }
  set slow(value: Box) {
    churn();
    this.next = value;
    churn();
  }
  with(id: i32): Box {
    const box = new Box(id);
    churn();
    box.next = this;
    return box;
  }
  @operator("+")
  plus(other: Box): Box {
    churn();
    const sum = new Box(this.id + other.id);
    churn();
    sum.next = this;
    return sum;
  }
  @operator("[]")
  at(index: i32): Box {
    churn();
    return new Box(this.id * 10 + index);
  }
  @operator("[]=")
  put(index: i32, box: Box): void {
    churn();
    this.next = box;
    box.id += index;
  }
  @operator("==")
  isLike(other: Box): bool {
    churn();
    return this.id == other.id;
  }
  @operator.prefix("!")
  not(): bool {
    churn();
    return this.id == 0;
  }
  toString(): string {
    churn();
    return "<" + after(this.text) + ">";
  }
}

export function box(id: i32): Box {
  churn();
  const made = new Box(id);
  churn();
  return made;
}

/** Mixes in a list. */
export function mixBox(box: Box | null): void {
  while (box != null) {
    mix(box.id);
    mixText(box.text);
    box = box.next;
  }
}

export function three(a: Box, b: Box, c: Box): Box {
  churn();
  a.next = b;
  b.next = c;
  churn();
  return a;
}
