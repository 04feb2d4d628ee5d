/** Holds objects across calls whose target is only known at run time. */
import { sum, mix, mixText, churn, after } from "./garbage";
import { Box, box, mixBox } from "./box";

interface Shape {
  name(prefix: string): string;
  child: Box;
}
abstract class Base implements Shape {
  child: Box = box(30);
  abstract name(prefix: string): string;
  get kind(): string {
    return after("base" + this.child.text);
  }
}
class Square extends Base {
  own: Box;
  constructor(size: i32) {
    super();
    churn();
    this.own = box(size);
  }
  name(prefix: string): string {
    churn();
    return prefix + after("square") + this.own.text;
  }
  get kind(): string {
    return after("sq") + super.kind;
  }
}
class Circle extends Base {
  texts: string[] = [after("r" + box(1).text), "q"];
  boxes: Map<string, Box> = new Map();
  name(prefix: string): string {
    this.boxes.set(after(prefix + "k"), box(31));
    churn();
    return prefix + this.texts.join(after("-" + prefix));
  }
}

export function holdVirtuals(): void {
  const shapes: Base[] = [new Square(1), new Circle(), new Square(2)];
  for (let i = 0; i < shapes.length; i++) {
    const shape = shapes[i];
    mixText(shape.name("p" + i.toString()));
    mixText(shape.kind);
    mixBox(shape.child);
    if (shape instanceof Circle) mixBox((<Circle>shape).boxes.get("p1k"));
  }
  const shape: Shape = sum ? new Square(4) : new Circle();
  mixText(shape.name(after("i" + "j")));
  mixBox(shape.child);
  mixText((<Base>new Circle()).name("z" + box(4).text));
}

class Step {
  constructor(
    public run: (box: Box, text: string) => Box,
    public name: string,
  ) {}
}
function quiet(b: Box, text: string): Box {
  b.text = text;
  return b;
}
function loud(b: Box, text: string): Box {
  churn();
  const made = new Box(text.length);
  made.next = b;
  churn();
  return made;
}
let stepOf: (box: Box, text: string) => Box = quiet;
const steps = new Map<string, Step>();
function choose(flag: bool): (box: Box, text: string) => Box {
  let chosen: (box: Box, text: string) => Box = quiet;
  if (flag) chosen = loud;
  return chosen;
}
class Picked {
  @inline
  static pick(flag: bool): (box: Box, text: string) => Box {
    let chosen: (box: Box, text: string) => Box = quiet;
    if (flag) chosen = loud;
    return chosen;
  }
}

export function holdReferences(): void {
  steps.set(after("a" + "b"), new Step(loud, "loud"));
  steps.set("q", new Step(quiet, after("qu" + "iet")));
  mixBox(steps.get("ab").run(new Box(1), after("xy" + steps.get("q").name)));
  mixBox(steps.get("q").run(box(1), "p"));
  stepOf = sum ? loud : quiet;
  const held = new Box(5);
  mixBox(stepOf(held, "z" + held.text));
  mixBox(held);
  const list: ((box: Box, text: string) => Box)[] = [quiet, loud];
  for (let i = 0; i < 4; i++) {
    const own = new Box(i);
    mixBox(list[i & 1](own, "t" + own.text));
    mixBox(own);
    mixBox(choose((i & 1) == 0)(own, own.text + "!"));
    mixBox(own);
  }
  mixBox((sum ? loud : quiet)(new Box(9), after("m" + "n")));
}

// Apart, so that nothing else here can collect.
export function holdPicked(): void {
  const own = new Box(77);
  const other = Picked.pick(sum != 0)(new Box(78), own.text);
  mixBox(own);
  mixBox(other);
}
export function holdPickedAfterComma(): void {
  const own = new Box(77);
  let f: (box: Box, text: string) => Box = quiet;
  const other = ((f = quiet), sum ? loud : quiet)(new Box(78), own.text);
  const more = ((f = quiet), loud)(new Box(79), own.text);
  mixBox(own);
  mixBox(other);
  mixBox(f(more, "f"));
}

function quietly(): void {
  mix(1);
}
function loudly(): void {
  for (let i = 0; i < 5; i++) {
    churn();
  }
}
class PickedRun {
  @inline
  static pickRun(flag: bool): () => void {
    let chosen = quietly;
    if (flag) chosen = loudly;
    return chosen;
  }
}
class ChosenRun {
  @inline
  static pickRun2(): () => void {
    const n = changetype<usize>(quietly);
    return n && sum ? loudly : quietly;
  }
}
const runList: StaticArray<() => void> = [quietly, loudly];
class Runs {
  run: () => void = quietly;
  static one: () => void = loudly;
}
export function holdRuns1(): void {
  const own = new Box(1);
  PickedRun.pickRun(sum != 0)();
  mixBox(own);
}
export function holdRuns2(): void {
  const own = new Box(1);
  ChosenRun.pickRun2()();
  mixBox(own);
}
export function holdRuns3(): void {
  const own = new Box(1);
  runList[sum ? 1 : 0]();
  mixBox(own);
}
export function holdRuns4(): void {
  const own = new Box(1);
  const r = new Runs();
  r.run = runList[1];
  r.run();
  mixBox(own);
}
export function holdRuns5(): void {
  const own = new Box(1);
  Runs.one();
  mixBox(own);
}
export function holdRuns6(): void {
  const own = new Box(1);
  let f = quietly;
  ((f = quietly), (f = loudly))();
  mixBox(own);
  f();
}
export function holdRuns7(): void {
  const own = new Box(1);
  let n = changetype<usize>(quietly);
  ((n = changetype<usize>(quietly)), sum ? loudly : quietly)();
  mixBox(own);
  mix(n != 0 ? 1 : 0);
}
function call0(f: () => void): void {
  f();
}
export function holdRuns8(): void {
  const own = new Box(1);
  call0(sum ? loudly : quietly);
  mixBox(own);
}
