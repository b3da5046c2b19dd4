import { existsSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { expect } from "vitest";

/** Debian's Chromium; another place can be named by CHROMIUM_PATH. */
const EXECUTABLE = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

/** One step of a person; a machine that does other work too needs more than the usual moment. */
const STEP_MS = 30_000;

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Whether a browser is there; without one the browser tests are shown as skipped, but never in CI. */
export const hasBrowser = existsSync(EXECUTABLE);

/** In CI a missing browser is an error, not a reason to skip. */
export function assertBrowserInCi(): void {
  if (process.env["CI"] !== undefined && !hasBrowser)
    throw new Error(`Expected a Chromium at ${EXECUTABLE}, but there is none`);
}

/** Starts the browser. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
}

/** What a person's browser is like; default 1440 pixels wide, with JavaScript. */
interface BrowserOptions {
  readonly width?: number;
  readonly javaScriptEnabled?: boolean;
}

/** The browser and the address of the portal. */
interface Site {
  readonly browser: Browser;
  readonly base: string;
}

/** One person in a browser window of their own, logged in by the demo account. */
export class Person {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #base: string;
  /** Errors that a script threw or the console showed. */
  readonly scriptErrors: string[] = [];

  private constructor(base: string, context: BrowserContext, page: Page) {
    this.#base = base;
    this.#context = context;
    this.page = page;
    page.setDefaultTimeout(STEP_MS);
    page.on("pageerror", (error) => this.scriptErrors.push(error.message));
  }

  /** Opens a window and logs in. */
  static async logIn({ browser, base }: Site, login: string, options: BrowserOptions = {}): Promise<Person> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1440, height: 900 },
      javaScriptEnabled: options.javaScriptEnabled ?? true,
      locale: "de-DE",
    });
    const person = new Person(base, context, await context.newPage());
    await person.open("/anmelden");
    await person.page.locator(`[data-demo="${login}"]`).click();
    await person.page.locator(".account__name").waitFor();
    return person;
  }

  /** Opens a path of the portal. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.#base}${path}`);
  }

  /** Opens the task list again and again until the task is there, then opens and claims it. */
  async takeTask(name: string, subject = ""): Promise<void> {
    const link = this.page.getByRole("link", { name: `${name} ${subject}`.trim() });
    await expect.poll(async () => this.#listsTask(link), { timeout: STEP_MS, interval: 200 }).toBe(true);
    await link.first().click();
    await this.page.getByRole("button", { name: "Übernehmen" }).click();
    await this.page.getByRole("button", { name: "Absenden und abschließen" }).waitFor();
    if (await this.page.evaluate("document.documentElement.classList.contains('has-script')"))
      await this.page.locator("#aufgabe-formjs[data-ready=true]").waitFor({ state: "attached" });
  }

  async #listsTask(link: ReturnType<Page["getByRole"]>): Promise<boolean> {
    await this.open("/aufgaben");
    return (await link.count()) > 0;
  }

  /** Ticks a radio button or a box by its label. */
  async choose(label: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).check();
  }

  /** Fills a text by its label. */
  async write(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByLabel(label).first().fill(text);
  }

  /** Fills a date: form-js shows its own picker, which reads dates as the browser's language (German) writes them. */
  async date(label: string | RegExp, iso: string): Promise<void> {
    const field = this.page.getByLabel(label).first();
    const isPlain = (await field.getAttribute("type")) === "date";
    const [year = "", month = "", day = ""] = iso.split("-");
    await field.fill(isPlain ? iso : `${day}.${month}.${year}`);
    await field.press("Enter");
  }

  /** Sends the form of a task and expects the confirmation. */
  async completeTask(): Promise<void> {
    await this.page.getByRole("button", { name: "Absenden und abschließen" }).click();
    await this.page.getByRole("status").filter({ hasText: "Erledigt" }).waitFor();
  }

  /** Moves the demo's clock forward. */
  async waitDays(days: number): Promise<void> {
    await this.page.getByLabel("Uhr vorstellen um").fill(String(days));
    await this.page.getByRole("button", { name: "Vorstellen" }).click();
    await this.page.getByRole("status").waitFor();
  }

  /** Looks at the page of a challenge until it says this state. */
  async waitForState(herausforderungId: string, state: string): Promise<void> {
    const read = async (): Promise<string> => {
      await this.open(`/herausforderungen/${herausforderungId}`);
      return this.page.locator(".page-head .badge").innerText();
    };
    await expect.poll(read, { timeout: STEP_MS, interval: 300 }).toContain(state);
  }

  /** What axe finds wrong with the page as it stands: one line for each violation. */
  async violations(): Promise<readonly string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    return violations.map(
      ({ id, nodes }) => `${this.page.url()} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
    );
  }

  /** Pixels by which the page is wider than the window. */
  async overflow(): Promise<number> {
    const wide = await this.page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    return Math.max(0, Number(wide));
  }

  /** Closes the window. */
  close(): Promise<void> {
    return this.#context.close();
  }
}
