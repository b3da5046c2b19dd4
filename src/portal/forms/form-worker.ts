import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { JSDOM } from "jsdom";
import { z } from "zod";
import { formSchema, type FormComponent } from "./schema.ts";

/** Globals of a browser that form-js reads when it is loaded or drawn. */
const BROWSER_GLOBALS = [
  "window",
  "document",
  "HTMLElement",
  "Element",
  "Node",
  "KeyboardEvent",
  "MouseEvent",
  "Event",
  "CustomEvent",
  "MutationObserver",
  "DOMParser",
  "Document",
  "SVGElement",
  "HTMLInputElement",
  "NodeFilter",
  "DocumentFragment",
  "getComputedStyle",
  "requestAnimationFrame",
  "cancelAnimationFrame",
] as const;

interface Resizing {
  observe(): void;
  unobserve(): void;
  disconnect(): void;
}

const noResizing = (): Resizing => ({
  observe: () => undefined,
  unobserve: () => undefined,
  disconnect: () => undefined,
});

/** A document without a screen; made once per thread. */
function openDocument(): Document {
  const { window } = new JSDOM("<!doctype html><html><body></body></html>", { pretendToBeVisual: true });
  for (const name of BROWSER_GLOBALS) {
    const value: unknown = name === "window" ? window : Reflect.get(window, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  Object.defineProperty(globalThis, "ResizeObserver", { value: noResizing, configurable: true });
  return window.document;
}

interface ConditionChecker {
  check(condition: string, data: object): boolean | null;
}
interface Templating {
  isTemplate(text: string): boolean;
  evaluate(text: string, data: object): string;
}
interface ExpressionLanguage {
  evaluate(expression: string, data: object): unknown;
}

/** The part of form-js that is used here. */
interface RunningForm {
  importSchema(schema: object, data: object): Promise<unknown>;
  submit(): unknown;
  get(name: string): unknown;
  destroy(): void;
}

const service = <T>() => z.custom<T>((value) => typeof value === "object" && value !== null);
const formLibrary = z.object({
  Form: z.custom<new (options: { container: Element }) => RunningForm>((value) => typeof value === "function"),
});
const submission = z.object({
  data: z.record(z.string(), z.json()),
  errors: z.record(z.string(), z.array(z.string())),
});
const options = z.array(z.object({ label: z.coerce.string(), value: z.coerce.string() })).catch([]);
const request = z.object({ id: z.number(), schema: formSchema, data: z.record(z.string(), z.json()) });

const page = openDocument();
const { Form } = formLibrary.parse(createRequire(import.meta.url)("@bpmn-io/form-js-viewer"));

/** What the page needs to know of a component besides its definition. */
function describe(form: RunningForm, component: FormComponent, data: object) {
  const checker = service<ConditionChecker>().parse(form.get("conditionChecker"));
  const templating = service<Templating>().parse(form.get("templating"));
  const language = service<ExpressionLanguage>().parse(form.get("expressionLanguage"));
  const hide = component.conditional?.hide;
  const fill = (text: string): string => (templating.isTemplate(text) ? templating.evaluate(text, data) : text);
  const dynamic = component.valuesExpression;
  return {
    id: component.id,
    isHidden: hide !== undefined && checker.check(hide, data) === true,
    text: component.text === undefined ? undefined : fill(component.text),
    label: component.label === undefined ? undefined : fill(component.label),
    description: component.description === undefined ? undefined : fill(component.description),
    options:
      dynamic === undefined ? options.parse(component.values ?? []) : options.parse(language.evaluate(dynamic, data)),
  };
}

/** Draws the form unseen, submits it, and reports what form-js itself says. */
async function evaluate({ schema, data }: z.infer<typeof request>) {
  const form = new Form({ container: page.createElement("div") });
  try {
    await form.importSchema(schema, data);
    const { data: submitted, errors } = submission.parse(form.submit());
    const components = schema.components.map((component) => describe(form, component, data));
    return { data: submitted, errors, components };
  } finally {
    form.destroy();
  }
}

parentPort?.on("message", (message: unknown) => {
  const parsed = request.parse(message);
  evaluate(parsed).then(
    (result) => parentPort?.postMessage({ id: parsed.id, result }),
    (error: unknown) => parentPort?.postMessage({ id: parsed.id, error: String(error) }),
  );
});
