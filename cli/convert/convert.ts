import { ZodError } from "zod";
import { CliError } from "../base/cli-error.ts";
import { parseDeployment } from "../deployment/parse-deployment.ts";
import type { EnvoyObject } from "../envoy/extension.ts";
import { KUBERNETES_KINDS, type ManifestKind } from "../manifests/kinds.ts";
import { joined, type Manifest } from "../manifests/manifest.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import { renewEnvoyFilter } from "./envoy-filter.ts";
import { filterDeployment } from "./filter-deployment.ts";
import type { Known } from "./known.ts";

/**
 * Today's resources for what an old YAML holds: wasme's FilterDeployments, and
 * EnvoyFilters of the past, one by one or in a List, as kubectl prints them.
 *
 * A note says what has no counterpart. Throws a {@link CliError} for what is
 * neither, and converts nothing then.
 *
 *     convert(text, "old.yaml", "wasmplugin").documents;
 */
export function convert(
  text: string,
  file: string,
  target: string,
  known: Known = {},
): Manifest {
  const made = resourcesIn(text, file).map(({ value, where }) =>
    convertOne(value, where, target, known),
  );
  return joined(made);
}

/**
 * The images of FilterDeployments that name no root id, which wasme took from
 * the image.
 *
 *     imagesWithoutRootId(text, "old.yaml"); // ["webassemblyhub.io/…"]
 */
export function imagesWithoutRootId(text: string, file: string): string[] {
  const images = resourcesIn(text, file)
    .filter(({ value }) => isResource(value) && value.kind === OF_WASME)
    .map(({ value }) => imageWithoutRootId(value))
    .filter((image) => image !== undefined);
  return [...new Set(images)];
}

function imageWithoutRootId(value: unknown): string | undefined {
  try {
    return filterDeployment(value, {}).imageWithoutRootId;
  } catch {
    // What is wrong with it is said when it is converted.
    return undefined;
  }
}

const OF_WASME = "FilterDeployment";

interface Found {
  value: unknown;
  /** As sentences name it. */
  where: string;
}

function resourcesIn(text: string, file: string): Found[] {
  const documents = read(text, file);
  const found = documents.flatMap((document, index) => {
    const where =
      documents.length > 1 ? `${file}, document ${index + 1}` : file;
    const items = itemsOf(document);
    if (items === undefined) return [{ value: document, where }];
    return items.map((value, item) => {
      return { value, where: `${where}, item ${item + 1}` };
    });
  });
  if (found.length === 0) throw wrong(file, "it holds no resource");
  return found;
}

/** What a List holds; undefined for any other resource. */
function itemsOf(document: unknown): unknown[] | undefined {
  if (!isResource(document)) return undefined;
  const { kind, items } = document;
  const isList = typeof kind === "string" && /^(\w*)List$/.test(kind);
  return isList && Array.isArray(items) ? items : undefined;
}

function read(text: string, file: string): unknown[] {
  try {
    return readYaml(text, { asKubernetes: true });
  } catch (error) {
    throw wrong(file, (error as Error).message, error);
  }
}

function convertOne(
  document: unknown,
  where: string,
  to: string,
  known: Known,
): Manifest {
  if (!isResource(document)) {
    throw wrong(where, "it is not a resource of Kubernetes");
  }
  const { kind, spec } = document;
  if (kind === OF_WASME) return fromWasme(document, where, to, known);
  if (kind !== "EnvoyFilter") {
    throw wrong(
      where,
      `it is a ${typeof kind === "string" ? kind : "resource without a kind"}, neither a FilterDeployment nor an EnvoyFilter`,
    );
  }
  if (!(spec instanceof Object) || !("configPatches" in spec)) {
    throw wrong(
      where,
      'the EnvoyFilter has no configPatches; write one for today\'s Istio, as "proxy-wasm manifest envoyfilter" prints it',
    );
  }
  const renewed = renewEnvoyFilter(document, (why) => wrong(where, why));
  return { documents: [renewed.document], notes: renewed.notes };
}

function isResource(value: unknown): value is EnvoyObject {
  return value instanceof Object && "kind" in value;
}

function fromWasme(
  document: EnvoyObject,
  where: string,
  to: string,
  known: Known,
): Manifest {
  try {
    const { input, notes } = filterDeployment(document, known);
    const isText = input.configuration !== undefined && !isObject(input);
    if (isText && to !== "envoyfilter") {
      notes.push(
        `EnvoyFilter instead of ${to}: the configuration is text, which a ${to} cannot hold.`,
      );
    }
    const isEveryGateway =
      input.context === "gateway" && input.labels === undefined;
    if (isEveryGateway && to !== "envoyfilter") {
      notes.push(
        `EnvoyFilter instead of ${to}: it is for every gateway, and a ${to} without labels would be in the sidecars, too.`,
      );
    }
    const kind = kindOf(isText || isEveryGateway ? "envoyfilter" : to);
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
