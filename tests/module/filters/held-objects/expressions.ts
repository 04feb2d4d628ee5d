/** Holds objects in operands, and in what an expression has made so far. */
import { sum, mix, mixText, churn, after } from "./garbage";
import { Box, box, mixBox, three } from "./box";

export function holdOperands(): void {
  mixBox(three(new Box(1), box(2), after(new Box(3))));
  mixBox(three(box(4), new Box(5).slow, new Box(6).with(7)));
  mixBox(new Box(8).with(9).with(10).slow.with(11));
  mixBox(new Box(12).plus(box(13)).plus(new Box(14).at(5)));
  const target = new Box(15);
  target.put(7, box(16));
  target.slow = box(17);
  mixBox(target);
  new Box(18).slow = box(19);
  mix(new Box(20) == box(20) ? 1 : 0);
  mix(!new Box(0) ? 1 : 0);
  box(1).slow.next = box(2);
  box(1).text = box(2).text + box(3).text;
  const holder = new Box(3);
  holder.with(4).next = holder.text.length > 1 ? box(5) : null;
  mixBox(holder);
}

export function holdChains(): void {
  const none: Box | null = sum == 0 ? box(0) : null;
  mixBox(sum != 0 ? box(1) : new Box(2));
  mixBox(none || box(3));
  mixBox(box(4) && new Box(5));
  const a = sum ? box(6) : null;
  const b = a && box(7);
  mixBox(b);
  mixBox(three(none || new Box(8), a ? box(9) : box(10), (churn(), box(11))));
  mixText((sum ? "a" + after("b") : "c") + (after("d") + "e").repeat(3));
  let c: Box = new Box(1);
  mixBox(three(c, (c = box(2)), (c = box(3))));
  mixBox(c);
}

export function holdLiterals(): void {
  const list = [box(1), new Box(2), box(3).slow, after(new Box(4))];
  for (let i = 0; i < list.length; i++) mixBox(list[i]);
  const nested = [[box(5), box(6)], [new Box(7)], [box(8), after(new Box(9))]];
  for (let i = 0; i < nested.length; i++)
    for (let j = 0; j < nested[i].length; j++) mixBox(nested[i][j]);
  const fixed: StaticArray<Box> = [box(10), new Box(11), box(12)];
  churn();
  for (let i = 0; i < fixed.length; i++) mixBox(fixed[i]);
  const texts = [after("a" + fixed[0].text), after("b" + fixed[1].text)];
  mixText(texts.join(after(",")));
  mixText([[new Box(1).text], [after("x" + "y")]].flat().join());
  const numbers: StaticArray<i32>[] = [
    [1, sum],
    [2, after(3)],
  ];
  mix(numbers[1][1]);
}

class Plain {
  a: Box = box(9);
  b: string = "";
  c: Box[] = [];
}

export function holdObjects(): void {
  const plain: Plain = {
    a: box(1),
    b: after("b" + box(2).text),
    c: [new Box(3), box(4)],
  };
  churn();
  mixBox(plain.a);
  mixText(plain.b);
  mixBox(plain.c[0]);
  mixBox(plain.c[1]);
}

function nestedTemplate(depth: i32): string {
  const text = `x${depth}${box(depth)}`;
  if (depth == 0) return text;
  return `a${text}b${nestedTemplate(depth - 1)}c${after(text)}d${new Box(depth)}`;
}

export function holdTemplates(): void {
  mixText(`${new Box(1)}`);
  mixText(`a${new Box(1).text}b${box(2)}c${box(3).slow}d`);
  mixText(`${after("a" + box(2).text)}${box(2)}`);
  mixText(nestedTemplate(4));
}
