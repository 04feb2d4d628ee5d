/** Holds objects in fields, while constructors run. */
import { sum, mixText, churn, after } from "./garbage";
import { Box, box, mixBox } from "./box";

class Looping {
  items: Box[] = made(4);
  text: string = joined(this.items);
  fixed: StaticArray<Box> = new StaticArray<Box>(2);
  constructor(
    public first: Box = box(40),
    readonly second: string = after("s" + first.text),
  ) {
    for (let i = 0; i < 2; i++) this.fixed[i] = box(i);
    let i = 0;
    do {
      this.items.push(new Box(i));
      churn();
    } while (++i < 3);
  }
}
class Derived extends Looping {
  more: Box = box(41);
  static shared: Box = new Box(42);
  static get lazily(): Box {
    return (Derived.shared = box(Derived.shared.id + 1));
  }
  constructor(text: string) {
    super(box(43), after(text + "d"));
    this.text += text;
  }
}
function made(count: i32): Box[] {
  const list: Box[] = [];
  for (let i = 0; i < count; i++) list.push(box(i));
  return list;
}
function joined(boxes: Box[]): string {
  let text = "";
  for (let i = 0; i < boxes.length; i++) text += boxes[i].toString();
  return text;
}
function mixLooping(each: Looping): void {
  mixText(each.text + each.second);
  mixBox(each.first);
  for (let i = 0; i < each.items.length; i++) mixBox(each.items[i]);
  for (let i = 0; i < 2; i++) mixBox(each.fixed[i]);
}

export function holdConstructors(): void {
  mixLooping(new Looping());
  mixLooping(new Looping(new Box(1)));
  mixLooping(new Derived(after("x" + "y")));
  mixBox(new Derived("q").more);
  mixBox(Derived.lazily);
  mixBox(Derived.lazily);
  mixBox(Derived.shared);
}

class Many {
  f0: Box = box(0);
  f1: Box = box(1);
  f2: Box = box(2);
  f3: Box = box(3);
  f4: Box = box(4);
  f5: Box = box(5);
  f6: Box = box(6);
  f7: Box = box(7);
  f8: Box = box(8);
  f9: Box = box(9);
  f10: Box = box(10);
  f11: Box = box(11);
  f12: Box = box(12);
  f13: Box = box(13);
  f14: Box = box(14);
  f15: Box = box(15);
  n0: u64 = 0x00dd_00dd_00dd;
  n1: u8 = 221;
  n2: f64 = 1e300;
  f16: Box = box(16);
  f17: Box = box(17);
  f18: Box = box(18);
  f19: Box = box(19);
  f20: Box = box(20);
  f21: Box = box(21);
  f22: Box = box(22);
  f23: Box = box(23);
  f24: Box | null = null;
  f25: Box | null = box(25);
}
/** As many words as there are bits for fields, but two. */
class Words30 {
  f0: i32 = -1;
  f1: i32 = -1;
  f2: i32 = -1;
  f3: i32 = -1;
  f4: i32 = -1;
  f5: i32 = -1;
  f6: i32 = -1;
  f7: i32 = -1;
  f8: i32 = -1;
  f9: i32 = -1;
  f10: i32 = -1;
  f11: i32 = -1;
  f12: i32 = -1;
  f13: i32 = -1;
  f14: i32 = -1;
  f15: i32 = -1;
  f16: i32 = -1;
  f17: i32 = -1;
  f18: i32 = -1;
  f19: i32 = -1;
  f20: i32 = -1;
  f21: i32 = -1;
  f22: i32 = -1;
  f23: i32 = -1;
  f24: i32 = -1;
  f25: i32 = -1;
  f26: i32 = -1;
  f27: i32 = -1;
  f28: i32 = -1;
  f29: i32 = -1;
}
class Words31 extends Words30 {
  f30: Box = box(30);
  f31: i32 = -1;
  f32: i32 = -1;
}
class Words32 extends Words30 {
  f30: i32 = -1;
  f31: Box = box(31);
  f32: i32 = -1;
  f33: i32 = -1;
}

export function holdFields(): void {
  const many = new Many();
  const a = new Words31();
  const b = new Words32();
  churn();
  mixBox(many.f0);
  mixBox(many.f15);
  mixBox(many.f16);
  mixBox(many.f23);
  mixBox(many.f24);
  mixBox(many.f25);
  mixBox(a.f30);
  mixBox(b.f31);
}

class Pair<A, B> {
  constructor(
    public a: A,
    public b: B,
  ) {}
  swap(): Pair<B, A> {
    return new Pair<B, A>(after<B>(this.b), after<A>(this.a));
  }
}
function pairs<A, B>(a: A, b: B): Pair<A, B>[] {
  const list: Pair<A, B>[] = [];
  for (let i = 0; i < 3; i++) list.push(new Pair<A, B>(after<A>(a), b));
  return list;
}

export function holdGenerics(): void {
  const list = pairs(new Box(1), "b" + sum.toString());
  mixBox(list[2].a);
  mixText(list[0].swap().a);
  const deep = new Pair(new Pair("x" + sum.toString(), box(1)), [
    [box(2)],
    made(2),
  ]);
  const turned = deep.swap().swap().swap();
  mixText(turned.b.a);
  mixBox(turned.a[1][1]);
  mixBox(turned.a[0][0]);
  const fixed = new StaticArray<Pair<Box | null, string>[]>(4);
  for (let i = 0; i < 4; i++) {
    fixed[i] = pairs<Box | null, string>(
      i & 1 ? null : box(i),
      "t" + i.toString(),
    );
  }
  churn();
  for (let i = 0; i < 4; i++) {
    mixBox(fixed[i][1].a);
    mixText(fixed[i][2].b);
  }
}
