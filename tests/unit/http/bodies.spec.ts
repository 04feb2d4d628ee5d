import { MapType, Status } from "proxy-wasm-as/assembly/abi/enums";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import { MultipartPart } from "proxy-wasm-as/assembly/http/multipart-part";
import { MultipartReader } from "proxy-wasm-as/assembly/http/multipart-reader";
import { ProblemDetails } from "proxy-wasm-as/assembly/http/problem-details";
import { addHeader, openMap, readActions, reset } from "../test-host";

/** Writes down what it reads: `name/filename/type{content}` for each part. */
class Notes extends MultipartReader {
  text: string = "";

  override onPart(part: MultipartPart): void {
    const name = part.name;
    const file = part.filename;
    const type = part.type;
    this.text += name != null ? name : "-";
    if (file != null) this.text += "/" + file;
    if (type != null) this.text += "/" + type.essence;
    this.text += "{";
  }

  override onContent(bytes: Uint8Array): void {
    this.text += String.UTF8.decodeUnsafe(bytes.dataStart, bytes.length);
  }

  override onPartEnd(): void {
    this.text += "}";
  }
}

/** Gives a body in pieces of a size. */
function read(body: string, size: i32, limit: i32 = 200): string {
  const notes = new Notes("AaB03x", limit);
  const bytes = Uint8Array.wrap(String.UTF8.encode(body));
  let isRight: bool = true;
  for (let at = 0; at < bytes.length; at += size) {
    const end = min(at + size, bytes.length);
    isRight = notes.write(bytes.slice(at, end));
  }
  const end = !isRight ? " failed" : notes.isComplete ? "" : " cut";
  return notes.text + end;
}

/** Reads a body in one piece, and says where another size reads another thing. */
function readAll(body: string): string {
  const whole = read(body, body.length * 3 + 1);
  for (let size = 1; size < 9; size++) {
    const other = read(body, size);
    if (other != whole) return `${whole}, but by ${size}: ${other}`;
  }
  return whole;
}

const FORM =
  "--AaB03x\r\n" +
  'Content-Disposition: form-data; name="submit-name"\r\n\r\n' +
  "Larry\r\n" +
  "--AaB03x\r\n" +
  'content-disposition: form-data; name="files"; filename="f;1.txt"\r\n' +
  "Content-Type: text/plain\r\n\r\n" +
  "... e\r\n\r--AaB03\r\n--AaB03\n--AaB03x\r\n\r\n" +
  "--AaB03x--\r\nepilogue";

describe("MultipartReader", () => {
  test("MultipartReader reads a form, whatever the pieces", () => {
    expect(readAll(FORM)).toBe(
      "submit-name{Larry}files/f;1.txt/text/plain{" +
        "... e\r\n\r--AaB03\r\n--AaB03\n--AaB03x\r\n}",
    );
    expect(readAll("preamble\r\n" + FORM).startsWith("submit-name{")).toBe(
      true,
    );
  });

  test("MultipartReader reads parts without content and without headers", () => {
    expect(readAll("--AaB03x\r\n\r\n\r\n--AaB03x--")).toBe("-{}");
    expect(readAll("--AaB03x\r\nA: b\r\n\r\n--AaB03x--")).toBe("-{}");
    expect(readAll("--AaB03x \t\r\n\r\n\r\n\r\n\r\n--AaB03x--")).toBe(
      "-{\r\n\r\n}",
    );
    expect(readAll("--AaB03x--")).toBe("");
  });

  test("MultipartReader says what is cut, and what is not well-formed", () => {
    expect(readAll("nothing")).toBe(" cut");
    expect(readAll("--AaB03x\r\n\r\nabc")).toBe("-{abc cut");
    expect(readAll("--AaB03xy\r\n\r\nabc")).toBe(" failed");
    expect(readAll("--AaB03x-\r\n")).toBe(" failed");
    expect(readAll("--AaB03x\r\nno colon\r\n\r\n")).toBe(" failed");
    expect(readAll("--AaB03x\r\na b: c\r\n\r\n")).toBe(" failed");
    expect(readAll("--AaB03x\r\nA: " + "b".repeat(300))).toBe(" failed");
    expect(readAll("--AaB03x" + " ".repeat(300))).toBe(" failed");
  });

  test("MultipartReader.boundaryOf reads the boundary of a message", () => {
    reset();
    const map = MapType.RequestHeaders;
    const headers = HeaderMap.of(map);
    openMap(map);
    expect(MultipartReader.boundaryOf(headers)).toBeNull();
    addHeader(map, "content-type", 'multipart/form-data; boundary="a b"');
    expect(MultipartReader.boundaryOf(headers)).toBe("a b");
    headers.set("content-type", "multipart/form-data; boundary=");
    expect(MultipartReader.boundaryOf(headers)).toBeNull();
    headers.set("content-type", "text/plain; boundary=a");
    expect(MultipartReader.boundaryOf(headers)).toBeNull();
  });
});

describe("ProblemDetails", () => {
  test("ProblemDetails answers with JSON of RFC 9457", () => {
    reset();
    const problem = new ProblemDetails(403)
      .type("https://example.com/probs/out-of-credit")
      .title('No "credit"')
      .detail("é")
      .instance("/a/1")
      .integer("balance", 30)
      .text("x", "y");
    expect(problem.response().send()).toBe(Status.Ok);
    expect(problem.response().send()).toBe(Status.Ok);
    const sent =
      "1 local 403||" +
      '{"status":403,"type":"https://example.com/probs/out-of-credit",' +
      '"title":"No \\"credit\\"","detail":"é","instance":"/a/1",' +
      '"balance":30,"x":"y"}|content-type=application/problem+json|';
    expect(readActions()).toBe(sent + "; " + sent);
  });
});
