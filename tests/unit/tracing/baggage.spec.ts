import { Baggage } from "proxy-wasm-as/assembly/tracing/baggage";

describe("Baggage", () => {
  // The example of W3C Baggage, Header Content, and those of its HTTP headers.
  test("Baggage.parse reads members, with spaces, properties and escapes", () => {
    const baggage = Baggage.parse(
      "key1=value1;property1;property2, key2 = value2, key3=value3; propertyKey=propertyValue",
    );
    expect(baggage.size).toBe(3);
    expect(baggage.get("key1")!).toBe("value1");
    expect(baggage.get("key2")!).toBe("value2");
    expect(baggage.keyAt(2)).toBe("key3");
    expect(baggage.propertiesOf("key1")!).toBe("property1;property2");
    expect(baggage.propertiesOf("key2")!).toBe("");
    expect(baggage.propertiesOf("key3")!).toBe("propertyKey=propertyValue");
    expect(baggage.get("Key1")).toBeNull();
    expect(baggage.propertiesOf("none")).toBeNull();
    const escaped = Baggage.parse(
      "serverNode=DF%2028,userId=Am%C3%A9lie,isProduction=false,a=%ff%,b==x=",
    );
    expect(escaped.get("serverNode")!).toBe("DF 28");
    expect(escaped.get("userId")!).toBe("Amélie");
    expect(escaped.get("a")!).toBe("\ufffd%");
    expect(escaped.get("b")!).toBe("=x=");
    expect(Baggage.parse("").size).toBe(0);
  });

  test("Baggage.parse leaves out what is not well-formed, and passes on the rest as it came", () => {
    const text =
      'a=1, =2,b,c d=3,e="4",f=5;g h,i=6;=7,j=8;;k,l=\u00e9,m=9\\,;n=1,\to=1 ; p = 2\t,a=10';
    const baggage = Baggage.parse(text);
    expect(baggage.toString()).toBe("a=10,o=1 ; p = 2");
    expect(baggage.get("o")!).toBe("1");
    expect(baggage.propertiesOf("o")!).toBe("p = 2");
  });

  test("Baggage.set and Baggage.delete edit it, and encode what a value may not have", () => {
    const baggage = Baggage.parse("a=1;x,b=2");
    expect(baggage.set("a", 'é, ;"%')).toBe(true);
    expect(baggage.set("c", "")).toBe(true);
    expect(baggage.toString()).toBe("a=%C3%A9%2C%20%3B%22%25,b=2,c=");
    expect(baggage.get("a")!).toBe('é, ;"%');
    expect(baggage.get("c")!).toBe("");
    expect(baggage.set("", "1")).toBe(false);
    expect(baggage.set("a b", "1")).toBe(false);
    expect(baggage.delete("b")).toBe(true);
    expect(baggage.delete("b")).toBe(false);
    expect(baggage.toString()).toBe("a=%C3%A9%2C%20%3B%22%25,c=");
  });

  test("Baggage keeps 64 members of 8,192 bytes in all", () => {
    const many: string[] = [];
    for (let i = 0; i < 65; i++) many.push(`k${i}=v`);
    const baggage = Baggage.parse(many.join());
    expect(baggage.size).toBe(64);
    expect(baggage.get("k64")).toBeNull();
    expect(baggage.set("new", "1")).toBe(false);
    expect(baggage.set("k0", "1")).toBe(true);
    const whole = "a=" + "x".repeat(8190);
    expect(Baggage.parse(whole).toString().length).toBe(8192);
    expect(Baggage.parse(whole + "x,b=1").toString()).toBe("b=1");
    const full = Baggage.parse("b=1," + whole.slice(4));
    expect(full.size).toBe(1);
    const fits = Baggage.parse("b=1,a=" + "x".repeat(8186));
    expect(fits.toString().length).toBe(8192);
    expect(fits.set("c", "")).toBe(false);
    expect(fits.set("b", "22")).toBe(false);
    expect(fits.delete("b")).toBe(true);
    expect(fits.set("c", "22")).toBe(false);
    expect(fits.set("c", "1")).toBe(true);
    expect(fits.toString().length).toBe(8192);
    expect(fits.set("a", "")).toBe(true);
    expect(fits.set("c", "x".repeat(8187))).toBe(true);
    expect(fits.set("c", "x".repeat(8188))).toBe(false);
    expect(fits.toString().length).toBe(8192);
  });
});
