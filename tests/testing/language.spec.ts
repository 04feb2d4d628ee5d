/** A spec has the language of a filter: loops over lists, names in brackets. */
describe("the language of specs", () => {
  test("for…of goes through an array, a Map and headers", () => {
    let text = "";
    for (const part of ["a", "b"]) text += part;
    const map = new Map<string, i32>();
    map.set("c", 1);
    for (const [key, value] of map) text += key + value.toString();
    expect(text).toBe("abc1");
  });

  const wanted = "b" + <string>["c"][0];

  test("a test takes variables along from around it", () => {
    const found = ["a", "bc"].find((text) => text == wanted);
    expect(found).toBe("bc");
  });

  test("names in brackets take elements", () => {
    const [first, second = "none"] = "only".split(" ");
    expect(first + second).toBe("onlynone");
  });
});
