export {
  aspectConfig,
  instantiate,
  type AspectConfig,
} from "./aspect-config.ts";
export { runSpecs } from "./run-specs.ts";
