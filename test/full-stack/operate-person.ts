import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { keepPicture } from "./pictures.ts";

const STEP_MS = 90_000;

/** An administrator in Operate. */
export class OperatePerson {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #base: string;

  private constructor(base: string, context: BrowserContext, page: Page) {
    this.#base = base;
    this.#context = context;
    this.page = page;
    page.setDefaultTimeout(STEP_MS);
  }

  /** Opens a window and logs in as the administrator that 8.6 comes with. */
  static async logIn(browser: Browser, base: string): Promise<OperatePerson> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const person = new OperatePerson(base, context, await context.newPage());
    await person.page.goto(`${base}/operate`);
    await person.page.locator("#username").fill("demo");
    await person.page.locator("#password").fill("demo");
    await person.page.locator("button[type=submit]").click();
    await person.page.getByTestId("metric-panel").waitFor();
    return person;
  }

  /** Opens the page of an instance, as soon as Operate knows it. */
  async openInstance(processInstanceKey: string | number): Promise<void> {
    await this.page.goto(`${this.#base}/operate/processes/${String(processInstanceKey)}`);
    await this.page.getByTestId("diagram").locator("svg .djs-element").first().waitFor();
    await this.page.getByTestId("instance-history").waitFor();
  }

  /** The steps of the opened instance in their order, the process itself left out. */
  history(): Locator {
    return this.page.getByTestId("instance-history").locator('[data-testid^="node-details-"]');
  }

  /** How the line of a sequence flow is drawn: those that were taken have another colour. */
  colourOf(flowId: string): Promise<string> {
    return this.page
      .getByTestId("diagram")
      .locator(`[data-element-id="${flowId}"] .djs-visual path`)
      .first()
      .evaluate((path) => getComputedStyle(path).stroke);
  }

  /** Adds a variable to the opened instance. */
  async addVariable(name: string, json: string): Promise<void> {
    await this.page.getByRole("button", { name: "Add Variable" }).click();
    await this.page.getByLabel("Name", { exact: true }).last().fill(name);
    await this.page.getByLabel("Value", { exact: true }).last().fill(json);
    await this.page.getByRole("button", { name: "Save variable" }).click();
    await this.page.getByTestId(`variable-${name}`).waitFor();
  }

  async retry(): Promise<void> {
    await this.page.getByRole("button", { name: /^Retry Instance/ }).click();
  }

  async cancel(): Promise<void> {
    await this.page.getByRole("button", { name: /^Cancel Instance/ }).click();
    await this.page.getByRole("button", { name: "Apply" }).click();
  }

  /** Opens the newest evaluation of a decision that an instance asked for. */
  async openDecision(name: string, processInstanceKey: string | number): Promise<void> {
    const query = new URLSearchParams({
      evaluated: "true",
      failed: "true",
      processInstanceId: String(processInstanceKey),
    });
    await this.page.goto(`${this.#base}/operate/decisions?${query.toString()}`);
    const row = this.page.getByTestId("data-list").getByRole("row").filter({ hasText: name }).first();
    await row.getByRole("link").first().click();
    await this.page.getByTestId("decision-viewer").locator("table").waitFor();
  }

  picture(name: string): Promise<void> {
    return keepPicture(this.page, name);
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}
