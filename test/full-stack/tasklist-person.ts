import { mkdirSync } from "node:fs";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import type { FormSchema } from "../../src/portal/forms/schema.ts";
import { fillForm } from "./form-filler.ts";
import type { StackUser } from "./users.ts";

/** One step of a person; the machine has two JVMs to run beside. */
const STEP_MS = 90_000;

const SUBMIT = "button.cds--btn--primary";

/** Where screenshots go when they are wanted for the handbook. */
const PICTURES = process.env["KIM_PICTURES"];

/** A person in Tasklist, in a browser window of their own. */
export class TasklistPerson {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #base: string;
  /** Errors that a script threw. */
  readonly scriptErrors: string[] = [];

  private constructor(base: string, context: BrowserContext, page: Page) {
    this.#base = base;
    this.#context = context;
    this.page = page;
    page.setDefaultTimeout(STEP_MS);
    page.on("pageerror", (error) => this.scriptErrors.push(error.message));
  }

  /** Opens a window and logs in; the password is the name. */
  static async logIn(browser: Browser, base: string, name: StackUser): Promise<TasklistPerson> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "de-DE" });
    // Tasklist asks once whether processes may be started from it.
    await context.addInitScript('localStorage.setItem("hasConsentedToStartProcess", "true")');
    const person = new TasklistPerson(base, context, await context.newPage());
    await person.page.goto(`${base}/tasklist`);
    await person.page.locator("#username").fill(name);
    await person.page.locator("#password").fill(name);
    await person.page.locator("button[type=submit]").click();
    await person.page
      .getByRole("link", { name: /Aufgaben|Tasks/ })
      .first()
      .waitFor();
    return person;
  }

  /** Starts a process by its start form; the empty form must be refused first. */
  async start(processId: string, schema: FormSchema, values: Readonly<Record<string, unknown>>): Promise<void> {
    await this.page.goto(`${this.#base}/tasklist/processes`);
    const tile = this.page
      .getByTestId("process-tile-content")
      .filter({ has: this.page.getByText(processId, { exact: true }) });
    await tile.locator("button.startButton").click();
    const dialog = this.page.locator(".cds--modal.is-visible");
    const form = dialog.locator(".fjs-form").last();
    await form.waitFor();
    await this.#refusesWhenEmpty(dialog, form, schema);
    await fillForm(form, schema, values);
    await this.picture(`tasklist-start-${processId}`);
    await dialog.locator(SUBMIT).last().click();
    await dialog.waitFor({ state: "hidden" });
  }

  /** Opens a task, takes it, fills its form in and completes it; required fields must be asked for first. */
  async complete(taskId: string, schema: FormSchema, values: Readonly<Record<string, unknown>>): Promise<void> {
    await this.page.goto(`${this.#base}/tasklist/${taskId}`);
    const details = this.page.getByTestId("details-info").or(this.page.locator("main")).last();
    await details.getByRole("button", { name: /Mir zuweisen|Assign to me/ }).click();
    const form = this.page.locator(".fjs-form").last();
    await form.waitFor();
    const send = this.page.getByRole("button", { name: /Aufgabe abschließen|Complete task/i });
    await send.waitFor();
    await fillForm(form, schema, values);
    await this.picture(`tasklist-${schema.id}`);
    await send.click();
    await send.waitFor({ state: "hidden" });
  }

  async #refusesWhenEmpty(dialog: Locator, form: Locator, schema: FormSchema): Promise<void> {
    await dialog.locator(SUBMIT).last().click();
    await form.locator(".fjs-form-field-error").first().waitFor();
    const asked = await form.locator(".fjs-form-field-error").count();
    const required = schema.components.filter(
      ({ validate, conditional }) => validate?.required === true && conditional === undefined,
    );
    if (asked < required.length)
      throw new Error(
        `Expected ${schema.id} to ask for ${String(required.length)} fields, but it asks for ${String(asked)}`,
      );
  }

  /** Keeps a screenshot when KIM_PICTURES names a folder for them. */
  async picture(name: string): Promise<void> {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    await this.page.screenshot({ path: `${PICTURES}/${name}.png` });
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}
