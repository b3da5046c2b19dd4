import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";

/** Where screenshots go when they are wanted for the handbook. */
const PICTURES = process.env["KIM_PICTURES"];

/** Keeps a screenshot when KIM_PICTURES names a folder for them. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}/${name}.png` });
}
