/**
 * Returns the ranges of `d`, `w` or `s`, each as its first and its last character; empty for
 * another letter.
 */
export function perlRanges(letter: i32): string {
  if (letter == 0x64) return "09";
  if (letter == 0x77) return "09AZ__az";
  return letter == 0x73 ? "\t\n\f\r  " : "";
}

/** Returns the ranges of a class of POSIX; empty where there is none of that name. */
export function posixRanges(name: string): string {
  if (name == "alnum") return "09AZaz";
  if (name == "alpha") return "AZaz";
  if (name == "ascii") return "\0\x7f";
  if (name == "blank") return "\t\t  ";
  if (name == "cntrl") return "\0\x1f\x7f\x7f";
  if (name == "digit") return "09";
  if (name == "graph") return "!~";
  if (name == "lower") return "az";
  if (name == "print") return " ~";
  if (name == "punct") return "!/:@[`{~";
  if (name == "space") return "\t\r  ";
  if (name == "upper") return "AZ";
  if (name == "word") return "09AZ__az";
  return name == "xdigit" ? "09AFaf" : "";
}

/** Returns what a hexadecimal digit stands for; negative where it is none. */
export function hexDigit(unit: i32): i32 {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const letter = (unit | 0x20) - 0x61;
  return unit >= 0 && letter >= 0 && letter < 6 ? letter + 10 : -1;
}
