/** Shows the task's form with form-js in place of the plain fields and sends form-js's own data with the form. */
async function showForm(form: HTMLFormElement): Promise<void> {
  const container = form.querySelector<HTMLElement>("#aufgabe-formjs");
  const plain = form.querySelector<HTMLElement>("#aufgabe-felder");
  if (container === null || plain === null) return;
  const schema: object = JSON.parse(form.dataset["schema"] ?? "{}");
  const values: object = JSON.parse(form.dataset["values"] ?? "{}");
  const rendered = new FormViewer.Form({ container });
  container.hidden = false;
  await rendered.importSchema(schema, values);
  const sent = document.createElement("input");
  sent.type = "hidden";
  sent.name = "daten";
  form.append(sent);
  // The plain fields leave the page, so that ids and names stay unique and nothing is sent twice.
  plain.remove();
  form.addEventListener(
    "submit",
    (event) => {
      const { data, errors } = rendered.submit();
      if (Object.keys(errors).length === 0) sent.value = JSON.stringify(data);
      else stop(event, container);
    },
    { capture: true },
  );
  container.dataset["ready"] = "true";
}

/** form-js shows its messages itself; the first wrong field takes the focus. */
function stop(event: Event, container: HTMLElement): void {
  event.preventDefault();
  event.stopImmediatePropagation();
  container.querySelector<HTMLElement>("[aria-invalid=true], .fjs-has-errors input, .fjs-has-errors textarea")?.focus();
}

const form = document.querySelector<HTMLFormElement>("form#aufgabe");
// After a refusal the plain fields carry the server's messages and stay.
if (form !== null && form.dataset["plain"] !== "true") {
  showForm(form).catch((error: unknown) => {
    console.error(error);
  });
}
