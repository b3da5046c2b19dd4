import type { Locator } from "playwright-core";
import type { FormSchema } from "../../src/portal/forms/schema.ts";
import type { FormState } from "../../src/portal/forms/validator.ts";

type Component = FormSchema["components"][number];

/** A form and what form-js makes of it with the answers: its options may come from an expression. */
export interface Filling {
  readonly schema: FormSchema;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly state: FormState;
}

/** Fills a form of form-js as a person does: top to bottom, only what is shown, by labels, mouse and keyboard. */
export async function fillForm(form: Locator, { schema, answers, state }: Filling): Promise<void> {
  for (const component of schema.components) {
    const { key } = component;
    const value = key === undefined ? undefined : answers[key];
    if (value === undefined || value === null) continue;
    const options = state.components.find(({ id }) => id === component.id)?.options ?? [];
    const field = form
      .locator(".fjs-form-field")
      .filter({ has: form.page().locator(`[id$="-${component.id}"], [id*="-${component.id}-"]`) })
      .last();
    if (await field.isVisible()) await fillField(field, { ...component, options }, value);
  }
  await form.page().keyboard.press("Tab");
}

interface Shown extends Component {
  readonly options: NonNullable<FormState["components"][number]["options"]>;
}

async function fillField(field: Locator, component: Shown, value: unknown): Promise<void> {
  switch (component.type) {
    case "textfield":
    case "textarea":
      await field.locator("input, textarea").fill(String(value));
      return;
    case "checkbox":
      if (value === true) await choose(field.locator("input[type=checkbox]"));
      return;
    case "radio":
      await choose(optionOf(field, component, value));
      return;
    case "checklist":
      for (const each of Array.isArray(value) ? value : []) await choose(optionOf(field, component, each));
      return;
    case "select":
      await field.locator(".fjs-input-group").click();
      await field.locator(".fjs-dropdownlist-item").nth(placeOf(component, value)).click();
      return;
    case "datetime":
      await fillDate(field, String(value));
      return;
    default:
      throw new Error(
        `Expected a field that a person can fill in, but "${component.key ?? ""}" is of type ${component.type}`,
      );
  }
}

/** Tasklist draws its own marks over the inputs; a person clicks the label. */
async function choose(option: Locator): Promise<void> {
  if (await option.isChecked()) return;
  const id = (await option.getAttribute("id")) ?? "";
  await option.page().locator(`label[for="${id}"]`).click();
}

/** The picker reads dates as the browser's language (German) writes them. */
async function fillDate(field: Locator, iso: string): Promise<void> {
  const [year = "", month = "", day = ""] = iso.slice(0, 10).split("-");
  await field.locator("input").first().fill(`${day}.${month}.${year}`);
  await field.locator("input").first().press("Enter");
}

function optionOf(field: Locator, component: Shown, value: unknown): Locator {
  return field.locator("input").nth(placeOf(component, value));
}

function placeOf({ key, options }: Shown, value: unknown): number {
  const place = options.findIndex((option) => option.value === String(value));
  if (place < 0) throw new Error(`Expected an option ${String(value)} of ${key ?? ""}, but there is none`);
  return place;
}
