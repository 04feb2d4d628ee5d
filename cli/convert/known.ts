/** What is known from elsewhere than the YAML that is converted. */
export interface Known {
  /** The root id that an image says its module has. */
  rootIds?: ReadonlyMap<string, string>;
}
