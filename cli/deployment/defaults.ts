/** What a deployment is where nobody says otherwise. */
export const DEFAULTS = {
  namespace: "default",
  form: "http",
  context: "any",
  capabilities: "all",
} as const;
