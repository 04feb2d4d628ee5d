import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";
import { namesOf } from "./names-of.ts";

/** Tells whether a filter that runs a statement for a response checks names. */
async function checksNames(statement: string): Promise<boolean> {
  const wasm = await compileText(`import {
  FilterHeadersStatus, HeaderList, HttpCall, HttpContext, LocalResponse, log,
  registerHttpContext,
} from "proxy-wasm-as";
class Filter extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.response.headers;
    const name = count.toString();
    ${statement}
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>();
`);
  return (await namesOf(wasm)).includes("field-name");
}

test("dropNameChecks leaves no checks to a filter whose names are literals", async () => {
  assert.equal(
    await checksNames('headers.set("x-a", name);\n headers.append("x", name);'),
    false,
  );
});

test("dropNameChecks leaves none to a filter that sets a body", async () => {
  for (const value of ["name", 'name + "a, b)"', "name.slice(0, 1)"]) {
    const set = `this.response.body.set(${value});`;
    assert.equal(await checksNames(set), false, value);
  }
});

test("dropNameChecks keeps the checks where it cannot tell how many arguments there are", async () => {
  for (const name of ["name /* ) */", "`${name})`", "name.slice(0, 1)"]) {
    const set = `headers.set(${name}, "a");`;
    assert.equal(await checksNames(set), true, name);
  }
});

test("dropNameChecks keeps the checks where a name is made", async () => {
  assert.equal(await checksNames('headers.set(name, "a");'), true);
  assert.equal(
    await checksNames('headers\n .append ( "x" + name, "a");'),
    true,
  );
});

test("dropNameChecks keeps the checks where a literal is a name that means more, or is not one", async () => {
  for (const name of [":status", "a:b", "Host", "content-length", "x y", ""]) {
    assert.equal(
      await checksNames(`headers.set("${name}", name);`),
      true,
      name,
    );
  }
});

test("dropNameChecks keeps the checks for lists, answers and calls", async () => {
  for (const statement of [
    'new HeaderList().append(name, "a");',
    'this.sendLocalResponse(new LocalResponse(403).header(name, "a"));',
    'new HttpCall("a").path("/").trailer(name, "a").dispatch(this);',
  ]) {
    assert.equal(await checksNames(statement), true, statement);
  }
});
