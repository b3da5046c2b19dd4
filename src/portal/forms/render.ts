import { toFieldView, type FieldInput, type FieldView } from "../form-field.ts";
import type { JsonObject } from "../engine/json.ts";
import type { Translate } from "../middleware/language.ts";
import { labelOf, type FormComponent, type FormSchema } from "./schema.ts";
import type { FormState } from "./validator.ts";

/** How each form-js component is drawn as plain HTML; what is not listed (images, iframes) is left out. */
const KINDS: Readonly<Record<string, FieldInput["kind"]>> = {
  text: "static",
  html: "static",
  textfield: "text",
  textarea: "textarea",
  number: "number",
  select: "select",
  radio: "radio",
  checklist: "checklist",
  taglist: "checklist",
  checkbox: "checkbox",
  datetime: "date",
};

/** form-js speaks English only; its messages in the reader's language. An unknown one is shown as it is. */
const MESSAGES: readonly (readonly [pattern: RegExp, key: string])[] = [
  [/^Field is required/, "forms.required"],
  [/^Field must have maximum length/, "forms.tooLong"],
  [/^Field must have minimum length/, "forms.tooShort"],
  [/^Field must have (minimum|maximum) value/, "forms.outOfRange"],
  [/^Field must match pattern/, "forms.pattern"],
  [/(date|time)/i, "forms.date"],
];

/** A message of form-js in the reader's language. */
function translateMessage(message: string, t: Translate): string {
  const known = MESSAGES.find(([pattern]) => pattern.test(message));
  return known === undefined ? message : t(known[1]);
}

/** What drawing a form needs. */
interface RenderInput {
  readonly schema: FormSchema;
  readonly state: FormState;
  /** Present values: variables of the task, overlaid with what was typed. */
  readonly values: JsonObject;
  /** Show the messages; false on the first call of the page. */
  readonly hasErrors: boolean;
  readonly t: Translate;
}

function textOf(value: unknown): string | readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** Markdown of a form's text reduced to what plain paragraphs can show. */
function plainText(markdown: string): string {
  return markdown.replaceAll(/\*\*|__|^#+\s*|`/gm, "").replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1");
}

function kindOf(component: FormComponent): FieldInput["kind"] | undefined {
  return component.type === "datetime" && component.subtype === "datetime" ? "datetime" : KINDS[component.type];
}

function drawField(component: FormComponent, { state, values, hasErrors, t }: RenderInput): FieldView[] {
  const described = state.components.find(({ id }) => id === component.id);
  const kind = kindOf(component);
  if (kind === undefined || described?.isHidden === true) return [];
  const isStatic = kind === "static";
  const [message] = hasErrors ? (state.errors[component.id] ?? []) : [];
  return [
    toFieldView({
      kind,
      name: component.key ?? component.id,
      label: isStatic ? plainText(described?.text ?? component.text ?? "") : (described?.label ?? labelOf(component)),
      hint: described?.description ?? component.description,
      required: component.validate?.required ?? false,
      maxLength: component.validate?.maxLength,
      error: message === undefined ? undefined : translateMessage(message, t),
      value: component.key === undefined ? undefined : dateOnly(kind, textOf(values[component.key])),
      options: described?.options,
      emptyOption: t("common.choose"),
      rows: 5,
    }),
  ];
}

/** A date input shows the first ten characters of an ISO time. */
function dateOnly(kind: FieldInput["kind"], value: string | readonly string[]): string | readonly string[] {
  if (typeof value !== "string") return value;
  if (kind === "date") return value.slice(0, 10);
  return kind === "datetime" ? value.slice(0, 16) : value;
}

/** The form as KERN fields, without script: the same JSON, the same rules, hidden fields left out. */
export function renderForm(input: RenderInput): readonly FieldView[] {
  return input.schema.components.flatMap((component) => drawField(component, input));
}
