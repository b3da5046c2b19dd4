import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { fillForm, type Filling } from "./form-filler.ts";
import { keepPicture } from "./pictures.ts";
import type { StackUser } from "./users.ts";

/** One step of a person; the machine has two JVMs to run beside. */
const STEP_MS = 90_000;

const CLICK_AGAIN_MS = 3000;

const SUBMIT = "button.cds--btn--primary";

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
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "de-DE",
      permissions: ["notifications"],
    });
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

  /** Starts a process by its start form; the empty form must be refused first, with so many fields named. */
  async start(processId: string, filling: Filling, missing: number): Promise<void> {
    await this.page.goto(`${this.#base}/tasklist/processes`);
    const tile = this.page
      .getByTestId("process-tile-content")
      .filter({ has: this.page.getByText(processId, { exact: true }) });
    await tile.locator("button.startButton").click();
    const dialog = this.page.locator(".cds--modal.is-visible");
    const form = dialog.locator(".fjs-form").last();
    await form.waitFor();
    const send = dialog.locator(SUBMIT).last();
    await refuses(form, send, missing);
    await fillForm(form, filling);
    await this.picture(`tasklist-start-${processId}`);
    await this.#send(send, "/start");
    await dialog.waitFor({ state: "hidden" });
  }

  /** Finds a task in the list, takes it, fills its form in and completes it; what is missing must be asked for first. */
  async complete(taskId: string, filling: Filling, missing: number): Promise<void> {
    const { form, send } = await this.#take(taskId);
    await refuses(form, send, missing);
    await fillForm(form, filling);
    await this.picture(`tasklist-${filling.schema.id}`);
    await this.#send(send, "/complete");
    await send.waitFor({ state: "hidden" });
  }

  /** Takes a task and sends its form as it is: refused with so many fields named. Gives the form's text. */
  async sendsInVain(taskId: string, missing: number): Promise<string> {
    const { form, send } = await this.#take(taskId);
    await refuses(form, send, missing);
    return form.innerText();
  }

  async #take(taskId: string): Promise<{ form: Locator; send: Locator }> {
    await this.page.goto(`${this.#base}/tasklist`);
    await this.page.locator(`a[href*="/${taskId}"]`).click();
    const details = this.page.getByTestId("details-info").or(this.page.locator("main")).last();
    await details.getByRole("button", { name: /Mir zuweisen|Assign to me/ }).click();
    const form = this.page.locator(".fjs-form").last();
    await form.waitFor();
    const send = this.page.getByRole("button", { name: /Aufgabe abschließen|Complete task/i });
    await send.waitFor();
    return { form, send };
  }

  /** Clicks, and once more when a page that was redrawn under the mouse swallowed the click. */
  async #send(send: Locator, call: string): Promise<void> {
    const taken = this.page.waitForResponse(
      (response) => response.request().method() === "PATCH" && response.url().endsWith(call),
    );
    await send.click();
    await expect
      .poll(() => send.isVisible().then((isVisible) => isVisible && send.isEnabled()), { timeout: CLICK_AGAIN_MS })
      .toBe(false)
      .catch(() => send.click());
    expect((await taken).ok()).toBe(true);
  }

  picture(name: string): Promise<void> {
    return keepPicture(this.page, name);
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}

/** A form with so many fields missing is not sent, and each of them says so. */
async function refuses(form: Locator, send: Locator, missing: number): Promise<void> {
  if (missing === 0) return;
  await send.click();
  await expect.poll(() => form.locator(".fjs-form-field-error").count(), { timeout: STEP_MS }).toBe(missing);
}
