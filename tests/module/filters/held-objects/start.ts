/** Holds what module scope has made in loops. */
import { mixText, Junk } from "./garbage";
import { Box, box, mixBox } from "./box";

const startBoxes: Box[] = [];
let startText = "";
for (let i = 0; i < 600; i++) {
  const own = new Box(i);
  startBoxes.push(own.with(i + 1));
  startText += own.text;
  new Junk(i);
}
const startNested: Map<string, Box[]> = new Map();
startNested.set("a", [box(0), box(1), box(2)]);

export function holdStarts(): void {
  for (let i = 0; i < 600; i += 7) mixBox(startBoxes[i]);
  mixText(startText);
  mixBox(startNested.get("a")[2]);
}
