import { ZodError } from "zod";
import { CliError } from "../base/cli-error.ts";
import { parseDeployment } from "../deployment/parse-deployment.ts";
import type { EnvoyObject } from "../envoy/extension.ts";
import { KUBERNETES_KINDS, type ManifestKind } from "../manifests/kinds.ts";
import type { Manifest } from "../manifests/manifest.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import { renewEnvoyFilter } from "./envoy-filter.ts";
import { filterDeployment } from "./filter-deployment.ts";

/**
 * Today's resources for what an old YAML holds: wasme's FilterDeployments, and
 * EnvoyFilters of the past.
 *
 * A note tells what has no counterpart. Throws a {@link CliError} for what is
 * neither, and converts nothing then.
 *
 *     convert(text, "old.yaml", "wasmplugin").documents;
 */
export function convert(text: string, file: string, target: string): Manifest {
  const documents = read(text, file);
  if (documents.length === 0) throw wrong(file, "it holds no resource");
  const made = documents.map((document, index) => {
    const where =
      documents.length > 1 ? `${file}, document ${index + 1}` : file;
    return convertOne(document, where, target);
  });
  return {
    documents: made.flatMap(({ documents }) => documents),
    notes: made.flatMap(({ notes }) => notes),
  };
}

function read(text: string, file: string): unknown[] {
  try {
    return readYaml(text, { asKubernetes: true });
  } catch (error) {
    throw wrong(file, (error as Error).message, error);
  }
}

function convertOne(document: unknown, where: string, to: string): Manifest {
  if (!isResource(document)) {
    throw wrong(where, "it is no resource of Kubernetes");
  }
  const { kind, spec } = document;
  if (kind === "FilterDeployment") return fromWasme(document, where, to);
  if (kind !== "EnvoyFilter") {
    throw wrong(
      where,
      `it is a ${typeof kind === "string" ? kind : "resource without a kind"}, neither a FilterDeployment nor an EnvoyFilter`,
    );
  }
  if (!(spec instanceof Object) || !("configPatches" in spec)) {
    throw wrong(
      where,
      "the EnvoyFilter has no configPatches; those of before Istio 1.3 must be written anew",
    );
  }
  const renewed = renewEnvoyFilter(document, (why) => wrong(where, why));
  return { documents: [renewed.document], notes: renewed.notes };
}

function isResource(value: unknown): value is EnvoyObject {
  return value instanceof Object && "kind" in value;
}

function fromWasme(document: EnvoyObject, where: string, to: string): Manifest {
  try {
    const { input, notes } = filterDeployment(document);
    const isText = input.configuration !== undefined && !isObject(input);
    if (isText && to !== "envoyfilter") {
      notes.push(
        `EnvoyFilter instead of ${to}: the configuration is text, which a ${to} cannot hold.`,
      );
    }
    const kind = kindOf(isText ? "envoyfilter" : to);
    if (kind.name === "envoyfilter" && input.pullSecret !== undefined) {
      delete input.pullSecret;
      notes.push(
        "pullSecret: Istio's agent has none for an EnvoyFilter; give it the registry's password in its own pod.",
      );
    }
    const deployment = parseDeployment(input, where);
    const { name } = deployment;
    const made = kind.make({ name, filters: [{ deployment }] });
    return { ...made, notes: [...notes, ...made.notes] };
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const [issue] = error.issues;
    const path = issue?.path.join(".");
    const isMissing = issue?.message.endsWith("received undefined");
    throw wrong(
      where,
      isMissing ? `${path} is missing` : `${path}: ${issue?.message}`,
    );
  }
}

function isObject({ configuration }: { configuration?: unknown }): boolean {
  return configuration instanceof Object && !Array.isArray(configuration);
}

function kindOf(name: string): ManifestKind {
  const found = KUBERNETES_KINDS.find((kind) => kind.name === name);
  if (found) return found;
  throw new Error(`There is no kind ${name}.`);
}

function wrong(where: string, reason: string, cause?: unknown): CliError {
  return new CliError(`Cannot convert ${where}: ${reason}.`, { cause });
}
