import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { Expression } from "proxy-wasm-as/assembly/api/expression";
import { blocksLost } from "../blocks";
import { arrayHex, bufferHex, hex } from "../bytes";
import {
  answerForeign,
  answerForeignBytes,
  foreignArgument,
  reset,
} from "../test-host";

beforeEach(() => reset());

/** Makes an expression whose token is 0, as the first one's is. */
function first(): Expression {
  answerForeignBytes("expr_create", Status.Ok, hex("00 00 00 00"));
  return Expression.create("é")!;
}

describe("Expression", () => {
  test("Expression.create sends the source", () => {
    first();
    expect(bufferHex(foreignArgument("expr_create"))).toBe("c3a9");
  });

  test("Expression.create gives null where the proxy refuses", () => {
    answerForeign("expr_create", Status.NotFound);
    expect(Expression.create("a")).toBeNull();
    answerForeign("expr_create", Status.BadArgument);
    expect(Expression.create("a")).toBeNull();
  });

  test("Expression.evaluate sends the token and gives the result", () => {
    answerForeignBytes("expr_create", Status.Ok, hex("02 01 00 00"));
    const expression = Expression.create("a")!;
    answerForeignBytes("expr_evaluate", Status.Ok, hex("c3 a9"));
    expect(expression.evaluate()).toBe("é");
    expect(bufferHex(foreignArgument("expr_evaluate"))).toBe("02010000");
    expect(arrayHex(expression.evaluateBytes()!)).toBe("c3a9");
  });

  test("Expression.evaluateBytes and its like give null or the fallback for a failure", () => {
    const expression = first();
    answerForeign("expr_evaluate", Status.InternalFailure);
    expect(expression.evaluate()).toBeNull();
    expect(expression.evaluateBytes()).toBeNull();
    expect(expression.evaluateBoolOr(true)).toBe(true);
    expect(expression.evaluateI64Or(7)).toBe(7);
    expect(expression.evaluateF64Or(7)).toBe(7);
  });

  test("Expression.evaluateBoolOr reads a boolean", () => {
    const expression = first();
    answerForeignBytes("expr_evaluate", Status.Ok, hex("01"));
    expect(expression.evaluateBoolOr(false)).toBe(true);
    answerForeignBytes("expr_evaluate", Status.Ok, hex("00"));
    expect(expression.evaluateBoolOr(true)).toBe(false);
  });

  test("Expression.evaluateI64Or reads an integer, and nothing else", () => {
    const expression = first();
    answerForeignBytes(
      "expr_evaluate",
      Status.Ok,
      hex("fe ff ff ff ff ff ff ff"),
    );
    expect(expression.evaluateI64Or(7)).toBe(-2);
    answerForeignBytes("expr_evaluate", Status.Ok, hex("01"));
    expect(expression.evaluateI64Or(7)).toBe(7);
  });

  test("Expression.evaluateF64Or reads a number with a fraction", () => {
    const expression = first();
    answerForeignBytes(
      "expr_evaluate",
      Status.Ok,
      hex("00 00 00 00 00 00 f8 3f"),
    );
    expect(expression.evaluateF64Or(7)).toBe(1.5);
  });

  test("Expression.delete sends the token", () => {
    const expression = first();
    answerForeign("expr_delete", Status.Ok);
    expect(expression.delete()).toBe(Status.Ok);
    expect(bufferHex(foreignArgument("expr_delete"))).toBe("00000000");
  });

  test("Expression loses no memory", () => {
    answerForeignBytes("expr_create", Status.Ok, hex("00 00 00 00"));
    answerForeignBytes("expr_evaluate", Status.Ok, hex("01"));
    answerForeign("expr_delete", Status.Ok);
    expect(
      blocksLost(() => {
        const expression = Expression.create("a")!;
        expression.evaluate();
        expression.evaluateBoolOr(true);
        expression.delete();
      }),
    ).toBe(0);
  });
});
