import { Command } from "commander";
import type { VerifyOptions } from "../images/verify-image.ts";
import * as add from "../images/options.ts";
import { imageArgument } from "../images/parse-arguments.ts";
import type { Reference } from "../oci/reference.ts";

/** `proxy-wasm verify`: checks who signed an image. */
export function verifyCommand(): Command {
  const command = new Command("verify")
    .summary("check that an image is signed by a key")
    .description(
      "Check that an image in its registry is signed by a key, by push --sign or by cosign, and print its name with the digest that was signed. Logs of signatures are not asked.",
    )
    .argument("<image>", "[HOST/]NAME[:TAG][@DIGEST]", imageArgument)
    .requiredOption("--key <file>", "the public key, in PEM");
  add.addRegistryOptions(command);
  add.addJsonOption(command);
  return command
    .addHelpText(
      "after",
      "\nExample: proxy-wasm verify ghcr.io/me/add-header:v1 --key cosign.pub",
    )
    .action(async (image: Reference, options: VerifyOptions) => {
      const { verifyImage } = await import("../images/verify-image.ts");
      await verifyImage(image, options);
    });
}
