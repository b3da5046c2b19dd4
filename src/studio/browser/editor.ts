import { GERMAN } from "./german.ts";

/** Texts of the editor in German; what is missing stays English. */
const translation = {
  translate: [
    "value",
    (text: string, values: Readonly<Record<string, string>> = {}): string =>
      (GERMAN[text] ?? text).replaceAll(/\{([^}]+)\}/g, (whole, name: string) => values[name] ?? whole),
  ],
};

/** Opens the diagram in the editor and writes it into the form before each submit. */
async function openEditor(container: HTMLElement): Promise<void> {
  const form = document.querySelector<HTMLFormElement>("form#diagramm");
  const text = document.querySelector<HTMLTextAreaElement>("textarea[name=xml]");
  const panel = document.querySelector<HTMLElement>("#eigenschaften");
  if (form === null || text === null || panel === null) return;
  const isGerman = document.documentElement.lang === "de";
  const modeler = new BpmnModeler({
    container,
    propertiesPanel: { parent: panel },
    additionalModules: isGerman ? [translation] : [],
  });
  await modeler.importXML(text.value);
  modeler.get("canvas").zoom("fit-viewport");
  let isChanged = false;
  modeler.on("commandStack.changed", () => {
    isChanged = true;
  });
  form.addEventListener(
    "submit",
    (event) => {
      if (!isChanged) return;
      event.preventDefault();
      const button = event.submitter;
      void modeler.saveXML({ format: true }).then(({ xml }) => {
        text.value = xml;
        isChanged = false;
        form.requestSubmit(button);
      });
    },
    { capture: true },
  );
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-element]")) {
    link.addEventListener("click", () => {
      const element = modeler.get("elementRegistry").get(link.dataset["element"] ?? "");
      if (element !== undefined) modeler.get("selection").select(element);
    });
  }
  container.dataset["ready"] = "true";
}

const container = document.querySelector<HTMLElement>("[data-editor]");
if (container !== null) {
  openEditor(container).catch((error: unknown) => {
    console.error(error);
  });
}
