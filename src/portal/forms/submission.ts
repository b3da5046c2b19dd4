import { z } from "zod";
import { jsonObject, parseJson, type JsonObject } from "../engine/json.ts";
import type { FormComponent, FormSchema } from "./schema.ts";

const body = z.record(z.string(), z.union([z.string(), z.array(z.string())])).catch({});

const first = (value: string | readonly string[] | undefined): string =>
  (typeof value === "string" ? value : value?.[0])?.trim() ?? "";
const list = (value: string | readonly string[] | undefined): string[] =>
  typeof value === "string" ? [value] : [...(value ?? [])];

/** An HTML field's text as the value that form-js would hold. */
function toValue(
  component: FormComponent,
  sent: string | readonly string[] | undefined,
): z.infer<ReturnType<typeof z.json>> {
  switch (component.type) {
    case "checkbox":
      return first(sent) === "true";
    case "checklist":
    case "taglist":
      return list(sent).filter((value) => value !== "");
    case "number":
      return first(sent) === "" ? null : Number(first(sent));
    case "textarea":
    case "textfield":
      return first(sent).replaceAll("\r\n", "\n");
    default:
      return first(sent) === "" ? null : first(sent);
  }
}

/** The values that a page sent: form-js's own JSON in `daten`, or the plain HTML fields. */
export function readSubmission(schema: FormSchema, sent: unknown): JsonObject {
  const fields = body.parse(sent);
  const json = first(fields["daten"]);
  if (json !== "") return jsonObject.catch({}).parse(parseJson(json));
  const keyed = schema.components.flatMap((component) =>
    component.key === undefined || !(`_feld-${component.key}` in fields)
      ? []
      : [[component.key, toValue(component, fields[component.key])] as const],
  );
  return Object.fromEntries(keyed);
}

/** Keys of the fields that the page showed; what became visible only by the answer must be asked before it is sent. */
export function shownKeys(sent: unknown): ReadonlySet<string> | undefined {
  const fields = body.parse(sent);
  if (first(fields["daten"]) !== "") return undefined;
  return new Set(Object.keys(fields).flatMap((name) => (name.startsWith("_feld-") ? [name.slice(6)] : [])));
}

/** What goes where after a valid submission: free text to the register, the rest to the engine. */
interface SplitSubmission {
  readonly texts: Readonly<Record<string, string>>;
  readonly variables: JsonObject;
}

/** Takes every `…Text` value out; empty texts vanish, and the engine gets null for each so that no old one stays. */
export function splitTexts(data: JsonObject): SplitSubmission {
  const entries = Object.entries(data);
  const texts = entries.flatMap(([name, value]) =>
    name.endsWith("Text") && typeof value === "string" && value.trim() !== "" ? [[name, value] as const] : [],
  );
  return {
    texts: Object.fromEntries(texts),
    variables: Object.fromEntries(entries.filter(([name]) => !name.endsWith("Text"))),
  };
}
