// @ts-check
/** Loads TypeScript by tsx, and packages as they are. */
import { register } from "node:module";
import "tsx";

// Of the hooks that are there, Node asks the last first.
register("./package-hooks.js", import.meta.url);
