/** One option of a choice. */
export interface FieldOption {
  readonly value: string;
  readonly label: string;
}

/** What a page says about a field; the kind decides how it is drawn. */
export interface FieldInput {
  readonly kind:
    | "text"
    | "number"
    | "date"
    | "datetime"
    | "textarea"
    | "select"
    | "radio"
    | "checklist"
    | "checkbox"
    | "static"
    | "heading"
    | "password";
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Default false. */
  readonly required?: boolean | undefined;
  readonly readonly?: boolean | undefined;
  /** Text, or the chosen values of a checklist. */
  readonly value?: string | readonly string[] | undefined;
  readonly options?: readonly FieldOption[] | undefined;
  /** First entry of a select, e.g. "Bitte wählen". */
  readonly emptyOption?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly rows?: number | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly autocomplete?: string | undefined;
  /** Choices in two columns. */
  readonly isCompact?: boolean;
}

const INPUT_TYPES: Partial<Record<FieldInput["kind"], string>> = {
  text: "text",
  number: "number",
  date: "date",
  datetime: "datetime-local",
  password: "password",
};

/** The field as the partial `form-field` draws it: all decisions taken, ids and descriptions wired. */
export function toFieldView(field: FieldInput) {
  const id = `feld-${field.name}`;
  const chosen = new Set(typeof field.value === "string" ? [field.value] : (field.value ?? []));
  const inputType = INPUT_TYPES[field.kind];
  const described = [field.hint && `${id}-hinweis`, field.error && `${id}-fehler`].filter(Boolean).join(" ");
  const isChecklist = field.kind === "checklist";
  return {
    ...field,
    id,
    inputType,
    describedBy: described,
    rows: field.rows ?? 4,
    required: field.required ?? false,
    isStatic: field.kind === "static",
    isHeading: field.kind === "heading",
    isInput: inputType !== undefined,
    isTextarea: field.kind === "textarea",
    isSelect: field.kind === "select",
    isChoice: isChecklist || field.kind === "radio",
    isCheckbox: field.kind === "checkbox",
    isChecked: chosen.has("true"),
    choiceType: isChecklist ? "checkbox" : "radio",
    choiceClass: isChecklist ? "kern-form-check__checkbox" : "kern-form-check__radio",
    paragraphs: field.kind === "static" ? field.label.split(/\n+/).filter((line) => line.trim() !== "") : [],
    options: (field.options ?? []).map((option, index) => ({
      ...option,
      id: `${id}-${String(index)}`,
      isSelected: chosen.has(option.value),
    })),
  };
}

/** A drawn field. */
export type FieldView = ReturnType<typeof toFieldView>;

/** Entries of the error summary: each leads to its field. */
export function errorsOf(fields: readonly FieldView[]): readonly { readonly href: string; readonly text: string }[] {
  return fields.flatMap(({ id, error, label }) =>
    error === undefined ? [] : [{ href: `#${id}`, text: `${label}: ${error}` }],
  );
}
