import { JwtPublicKey } from "proxy-wasm-as/assembly/jwt/jwt-public-key";

describe("JwtPublicKey", () => {
  test("JwtPublicKey.pem takes the algorithms that Envoy verifies", () => {
    const names = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];
    for (let i = 0; i < names.length; i++) {
      const key = JwtPublicKey.pem(names[i], "");
      for (let j = 0; j < names.length; j++) {
        expect(key.takes(names[j])).toBe(i == j);
      }
      expect(key.takes("PS256")).toBe(false);
      expect(key.takes("EdDSA")).toBe(false);
    }
    expect(JwtPublicKey.pem("RS", "").takes("RS384")).toBe(true);
    expect(JwtPublicKey.pem("RS", "").takes("PS384")).toBe(false);
    expect(JwtPublicKey.pem("RS", "").takes("RS")).toBe(false);
  });

  test("JwtPublicKey.pem throws for PSS, EdDSA and all others", () => {
    expect(() => {
      JwtPublicKey.pem("PS256", "");
    }).toThrow();
    expect(() => {
      JwtPublicKey.pem("PS384", "");
    }).toThrow();
    expect(() => {
      JwtPublicKey.pem("PS512", "");
    }).toThrow();
    expect(() => {
      JwtPublicKey.pem("EdDSA", "");
    }).toThrow();
    expect(() => {
      JwtPublicKey.pem("HS256", "");
    }).toThrow();
    expect(() => {
      JwtPublicKey.der("ES256K", new Uint8Array(0));
    }).toThrow();
  });
});
