/** What is wrong with an image or a name, for code that reacts to it. */
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
