import { percentDecode } from "../api/percent-decode";

/** What a part of a template is. */
export enum PartKind {
  Text = 0,
  /** Any part of a path that is not empty. */
  Any = 1,
  /** All parts that are left, at least one. */
  Rest = 2,
}

/** A template's parts, in order. */
@final
export class TemplateParts {
  /** Why the template is refused; empty where it is not. */
  fault: string = "";
  readonly kinds: PartKind[] = [];
  /** The texts, and the names of the others. */
  readonly texts: string[] = [];

  constructor(readonly template: string) {
    this.read();
  }

  private read(): void {
    const template = this.template;
    if (!template.startsWith("/")) {
      this.fault = `The path "${template}" does not begin with a /.`;
      return;
    }
    const parts = template.slice(1).split("/");
    for (let i = 0; i < parts.length && this.fault.length == 0; i++) {
      this.add(parts[i], i + 1 == parts.length);
    }
  }

  private add(part: string, isLast: bool): void {
    let kind = PartKind.Text;
    let text = part;
    if (part == "*") {
      kind = PartKind.Any;
      text = "";
    } else if (part == "**") {
      kind = PartKind.Rest;
      text = "";
    } else if (part.startsWith("{") && part.endsWith("}")) {
      kind = PartKind.Any;
      text = part.slice(1, -1);
      if (text.endsWith("=*")) text = text.slice(0, -2);
      else if (text.endsWith("=**")) {
        kind = PartKind.Rest;
        text = text.slice(0, -3);
      }
      if (!isName(text) || this.hasName(text)) return this.refuse(part);
    } else if (part.includes("{") || part.includes("*")) {
      return this.refuse(part);
    }
    if (kind == PartKind.Rest && !isLast) return this.refuse(part);
    this.kinds.push(kind);
    this.texts.push(text);
  }

  private hasName(name: string): bool {
    for (let i = 0; i < this.texts.length; i++) {
      if (this.kinds[i] != PartKind.Text && this.texts[i] == name) return true;
    }
    return false;
  }

  private refuse(part: string): void {
    this.fault = `The path "${this.template}" has the part "${part}": a part is a text, {name}, *, or at the end {name=**} or **, with each name once.`;
  }
}

function isName(text: string): bool {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const isLetter = <u32>((unit | 0x20) - 0x61) < 26 || unit == 0x5f;
    if (!isLetter && (i == 0 || <u32>(unit - 0x30) > 9)) return false;
  }
  return text.length > 0;
}

/** Returns where the path ends in what a request asks for: before its query. */
export function pathEnd(text: string): i32 {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit == 0x3f /* ? */ || unit == 0x23 /* # */) return i;
  }
  return text.length;
}

/** Returns a part of a path, decoded; as it is where that is not possible. */
export function decodedPart(path: string, from: i32, end: i32): string {
  const part = path.substring(from, end);
  const decoded = percentDecode(part);
  return decoded != null ? decoded : part;
}

/** Tells whether a part is `.` or `..`, encoded or not. */
export function isDots(part: string): bool {
  return part == "." || part == "..";
}
