import { z } from "zod";

const LABEL_PART = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const SUBDOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

const MAX_SUBDOMAIN = 253;
const MAX_LABEL = 63;

/** The name of most of Kubernetes' resources. */
export const kubernetesName = z
  .string()
  .max(MAX_SUBDOMAIN, `must have at most ${MAX_SUBDOMAIN} characters`)
  .regex(
    SUBDOMAIN,
    'must be lower-case letters, digits, "-" and ".", with a letter or a digit at each end of each part',
  );

/** The name of a namespace, or of a part of a resource. */
export const kubernetesLabel = z
  .string()
  .max(MAX_LABEL, `must have at most ${MAX_LABEL} characters`)
  .regex(
    LABEL,
    'must be lower-case letters, digits and "-", with a letter or a digit at each end',
  );

const labelKey = z.string().refine(isLabelKey, {
  error: (issue) =>
    `the name ${JSON.stringify(issue.input)} must be up to ${MAX_LABEL} letters, digits, "-", "_" and ".", after a domain and a slash or without one`,
});

const labelValue = z.string().refine(isLabelValue, {
  error: `must be empty, or up to ${MAX_LABEL} letters, digits, "-", "_" and ".", with a letter or a digit at each end`,
});

/** Labels that select resources: their names and their values. */
export const labels = z
  .record(z.string(), labelValue)
  .superRefine((value, context) => {
    for (const key of Object.keys(value)) {
      const { error } = labelKey.safeParse(key);
      const message = error?.issues[0]?.message;
      if (message) context.addIssue({ code: "custom", path: [key], message });
    }
    if (Object.keys(value).length > 0) return;
    const message = "must name a label; leave the key out to select everything";
    context.addIssue({ code: "custom", message });
  });

function isLabelKey(text: string): boolean {
  const [, prefix, name = ""] = /^(?:([^/]*)\/)?(.*)$/s.exec(text) ?? [];
  const isPrefix =
    prefix === undefined ||
    (prefix.length <= MAX_SUBDOMAIN && SUBDOMAIN.test(prefix));
  return isPrefix && name.length <= MAX_LABEL && LABEL_PART.test(name);
}

function isLabelValue(text: string): boolean {
  return text === "" || (text.length <= MAX_LABEL && LABEL_PART.test(text));
}
