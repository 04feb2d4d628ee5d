/** The characters of a name in HTTP/1.1. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Control characters other than a tab: no value may hold them. */
const CONTROL = /[\0-\x08\n-\x1f\x7f]/;

/** The characters of a host and its port, as loosely as Envoy checks them. */
const AUTHORITY = /^[A-Za-z0-9\-._~!$&'()*+,;=%:@[\]]*$/;

/**
 * Whether a text is an HTTP token.
 *
 *     isToken("x(a") // false
 */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * Whether a text has a control character that a header value must not have.
 *
 *     hasControls("a\tb") // false
 */
export function hasControls(text: string): boolean {
  return CONTROL.test(text);
}

/**
 * Whether a text may be the host of a request.
 *
 *     isAuthority("a/b") // false
 */
export function isAuthority(text: string): boolean {
  return AUTHORITY.test(text);
}

/**
 * A header's value without white space around it.
 *
 *     trimmed(" a\t") // "a"
 */
export function trimmed(value: string): string {
  return value.replace(/^[ \t]+|[ \t]+$/g, "");
}

/**
 * The members of a comma-separated list, without white space around them.
 *
 *     listOf("trailers, deflate") // ["trailers", "deflate"]
 */
export function listOf(value: string): string[] {
  return value
    .split(",")
    .map(trimmed)
    .filter((each) => each !== "");
}
