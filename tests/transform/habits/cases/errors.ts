import type { HabitCase } from "./case.ts";

export const ERRORS: HabitCase[] = [
  {
    name: "try and catch",
    body: 'try { parseJson("x"); } catch (e) { log.error("bad"); }',
  },
  {
    name: "try and catch without a binding",
    body: 'try { parseJson("x"); } catch { log.error("bad"); }',
  },
  {
    name: "try and finally",
    body: 'try { parseJson("x"); } finally { log.info("x"); }',
  },
  {
    name: "catch with a type",
    body: 'try { parseJson("x"); } catch (e: unknown) { log.error("bad"); }',
  },
  { name: "throw of an Error", body: 'throw new Error("bad");' },
  { name: "throw of a text", body: 'throw "bad";' },
  { name: "throw of a RangeError", body: 'throw new RangeError("bad");' },
  {
    name: "throw in an expression",
    body: 'const v = this.request.headers.get("x") ?? throw new Error("a");',
    isMistake: true,
  },
  { name: "stack of an error", body: 'log.info(new Error("a").stack!);' },
  { name: "console.assert", body: "console.assert(endOfStream);" },
  { name: "assert", body: "assert(endOfStream, 'bad');" },
];
