/** Holds objects across what is put into its caller. */
import { mixText, churn } from "./garbage";
import { Box, mixBox, three } from "./box";

class Joined {
  @inline
  static inlined(a: Box, b: Box): Box {
    for (let i = 0; i < 3; i++) a = a.with(i);
    b.next = a;
    return b;
  }
}
class Made {
  @inline
  static makes(id: i32): Box {
    let last = new Box(id);
    for (let i = 0; i < 3; i++) {
      const own = new Box(i);
      own.next = last;
      last = own;
      churn();
    }
    return last;
  }
}

export function holdInlines(): void {
  const a = new Box(1);
  mixBox(Joined.inlined(a, Made.makes(2)));
  mixBox(
    Joined.inlined(Made.makes(3), Joined.inlined(new Box(4), Made.makes(5))),
  );
  mixBox(three(new Box(6), Made.makes(7), new Box(8)));
  Made.makes(9).next = Made.makes(10);
  mixText(Made.makes(11).text + Made.makes(12).text);
  const list = [Made.makes(13), Made.makes(14)];
  mixBox(list[Made.makes(1).id & 1]);
  mixBox(new Box(15).with(Made.makes(16).id));
}
