/** The node that all proxies of scenarios say they are. */
export const NODE = {
  id: "any",
  cluster: "any",
  metadata: {
    labels: { app: "melons", empty: "", ready: true, share: 0.5 },
    list: ["a", "", "c"],
    nested: { list: [["b"], "c"], map: { key: "value" } },
    none: {},
    nothing: [],
  },
};
