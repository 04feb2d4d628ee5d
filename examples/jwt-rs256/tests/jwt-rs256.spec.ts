import "../assembly/index";
import { Message, startPlugin } from "proxy-wasm-as/testing";

const KEY = [
  "-----BEGIN PUBLIC KEY-----",
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAuJkjoW1Bj3PEDXIjgydG",
  "bcnA6+sreQxx/bUVtuIzyLmWm9f2OnQ43BGcjl2T0m3XdHmLUuOPGmDHO2aDfJUK",
  "+kgUX0T3ZU5d9OPMp5phRnTct0/m7XPcGmOSxbxej92wv0YwH/T/U7vTfUlqR21I",
  "s+5GTLB7akt0BRDUBf0ayZt031Y6uR8RzDAcltXRNCgiufDyy2uQZa36gr1B5xlN",
  "9mDJ33Q5kvMJOe0V4euSZQYO82WlWzZqAGcbjKbOxZiL+FpSZ6vzBxYC/6d7pIea",
  "6JntQSKJJ3BxZnhXH2Oo257NGAdCwvbmDk7WKP8LjRdyUbZPTdsJhGYvWQwd7IGm",
  "EwIDAQAB",
  "-----END PUBLIC KEY-----",
].join("\\n");
const CONFIGURATION = `{"key":"${KEY}"}`;

// Signed by that key; it expires in 2100.
const FUTURE =
  "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZGEiLCJleHAiOjQxMDI0NDQ4MDB9." +
  "rtKaRpWki_zDIUJ1ppgIH4Ol7MYbSEoAc3ZnJvnY21iSRV6gnEnALLcizeyM" +
  "ZtWczGNQWWcQC67lFTlJjFi9qEeJLMrqWdJtNXhqRRG4HZCTxJpHRdsP0eEw" +
  "y8GJeDiDfh6EQC0mq8H1Oz2IKypZiT20ofytMC04cPl4PdqB91SABQQpMPHj" +
  "CR_mZ9owv7orJIRX14sM5CE0tmUPsMOa3Ao3Xkx4fKXuzNDtqAzngkTbeUTV" +
  "B6CfXMorYdOlCBRGJO0wge9giM5OdkzEA3cSImf1k4yx1ykZeJ6d4Z4Oy1lC" +
  "Sabtk3g2lgItgdsXZnvBhlZTxzzhUwQKnZzDKXvIfw";

// The same in 1970.
const PAST =
  "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZGEiLCJleHAiOjF9." +
  "IZoZygQ3igt33Aqm66P1Gh9fM2eGY8adscOx80UgkpayuvFMwl3Ur8nDs99y" +
  "ufhK2oBKuEYyWwvJxed6vq2FECXaM2YZkpn8yfEtLFGmxGTQ0n1GJXxs7q4j" +
  "3jIVdTIls9lnkFb9eZKrTOV3wApmho8na0NzUNl5lZlANl7p6b6qThYQRvVj" +
  "2yHxfBFacRCtf1PXa2YAqef8t1IBABS5y_qA_yL0au9LsN0Inih8qGv34Q6x" +
  "5vOQY91OO93IJCwI6NE_RiBnqwkVWJBb2P-" +
  "7POCtk0TneHXXU7LCVaPZf_2jKPOBn8ZbR8qhi9C6aB2_1tomc_jUVcDEukO" +
  "zJKsBvA";

function responseTo(authorization: string): Message {
  const exchange = startPlugin("jwt_rs256", CONFIGURATION).request("GET", "/");
  return exchange.header("authorization", authorization).send().response;
}

describe("jwt_rs256", () => {
  test("JwtRs256 lets a token pass that is signed and not expired", () => {
    expect(responseTo("Bearer " + FUTURE).status).toBe(200);
  });

  test("JwtRs256 answers 403 to a token that has expired", () => {
    const response = responseTo("Bearer " + PAST);
    expect(response.status).toBe(403);
    expect(response.text).toBe("Expired token");
  });

  test("JwtRs256 answers 403 to what is not signed by the key", () => {
    const signature = FUTURE.lastIndexOf(".") + 1;
    const tokens = [
      FUTURE.substring(0, signature),
      FUTURE.substring(0, signature) +
        PAST.substring(PAST.lastIndexOf(".") + 1),
      FUTURE.slice(0, -4),
      FUTURE + ".",
      "..",
      ".",
    ];
    for (let i = 0; i < tokens.length; i++) {
      const response = responseTo("Bearer " + tokens[i]);
      expect(response.status).toBe(403, tokens[i]);
      expect(response.text).toBe("Invalid token");
    }
  });

  test("JwtRs256 answers 401 without a token", () => {
    const response = startPlugin("jwt_rs256", CONFIGURATION).get("/").response;
    expect(response.status).toBe(401);
    expect(response.text).toBe("No Authorization header");
    // The proxy removes the space after it.
    expect(responseTo("Bearer ").text).toBe(
      "Authorization header must use Bearer scheme",
    );
  });

  test("JwtRs256 answers 401 to another scheme, and to none", () => {
    const token = FUTURE;
    const values = ["Basic bWVsb246", token, "xBearer " + token, "Bearer"];
    for (let i = 0; i < values.length; i++) {
      const response = responseTo(values[i]);
      expect(response.status).toBe(401, values[i]);
      expect(response.text).toBe("Authorization header must use Bearer scheme");
    }
  });

  test("Plugin.onConfigure refuses a configuration that is not a public key", () => {
    expect(startPlugin("jwt_rs256").refusal).not.toBeNull();
    expect(startPlugin("jwt_rs256", '{"key":"melon"}').refusal).not.toBeNull();
  });
});
