/** The kinds of errors about images and names, for code that reacts to them. */
export type ImageErrorCode =
  | "BAD_REFERENCE"
  | "BAD_DIGEST"
  | "BAD_MANIFEST"
  | "BAD_LAYER"
  | "BAD_LAYOUT"
  | "NOT_WASM"
  | "NOT_FOUND"
  | "TOO_LARGE"
  | "NOT_WRITTEN";

/**
 * The error of everything that reads images: one sentence and a stable code.
 *
 *     catch (error) {
 *       if (error instanceof ImageError && error.code === "NOT_FOUND") …
 *     }
 */
export class ImageError extends Error {
  readonly code: ImageErrorCode;

  constructor(code: ImageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ImageError";
    this.code = code;
  }
}
