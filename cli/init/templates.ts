import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../base/package-root.ts";

/** A starting point for a new project. */
export interface Template {
  name: string;
  summary: string;
  /** The example that it copies. */
  example: string;
}

/** The templates that `init` offers; it takes every example as well. */
export const TEMPLATES: Template[] = [
  {
    name: "add-header",
    summary: "adds a response header from its configuration",
    example: "add-header",
  },
  {
    name: "http-auth",
    summary: "asks another service whether a request may pass",
    example: "http-auth",
  },
  { name: "body", summary: "changes bodies", example: "body-edit" },
  {
    name: "tcp",
    summary: "counts the bytes of connections",
    example: "tcp-log",
  },
  { name: "blank", summary: "the smallest filter", example: "blank" },
];

/**
 * Returns the folder with a template's files, or undefined for an unknown template.
 *
 *     templateFolder("add-header");
 */
export function templateFolder(name: string): string | undefined {
  const template = TEMPLATES.find((each) => each.name === name);
  const example = template?.example ?? name;
  if (!exampleNames().includes(example)) return undefined;
  return join(examplesFolder(), example);
}

/** The names of all examples in this package. */
export function exampleNames(): string[] {
  const folder = examplesFolder();
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, "package.json")))
    .sort();
}

function examplesFolder(): string {
  return join(packageRoot(), "examples");
}
