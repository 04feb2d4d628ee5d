import { LACKS_TRANSFORM } from "../features";

/** Ends the build of a filter that has models and is built without the transform. */
export function requireTransform(): void {
  if (LACKS_TRANSFORM) {
    ERROR(
      "Models need the transform of proxy-wasm-as: extend its asconfig.json.",
    );
  }
}
