import {
  packImage,
  type PackedImage,
  type PackInput,
} from "../../../cli/oci/pack-image.ts";
import { SAMPLE_MODULE } from "./sample-module.ts";

export const SAMPLE_CONFIG = {
  type: "envoy_proxy",
  abiVersions: ["v0.2.1"],
  config: { rootIds: ["add_header"] },
};

/** An image of the sample module; the options say what is different. */
export function sampleImage(
  options: Partial<PackInput> = {},
): Promise<PackedImage> {
  return packImage({
    module: SAMPLE_MODULE,
    runtimeConfig: SAMPLE_CONFIG,
    ...options,
  });
}
