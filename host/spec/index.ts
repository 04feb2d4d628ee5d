export {
  aspectConfig,
  instantiate,
  type AspectConfig,
  type AspectOptions,
} from "./aspect-config.ts";
export { runSpecs } from "./run-specs.ts";
