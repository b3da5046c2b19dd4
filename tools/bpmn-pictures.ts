import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { chromium, type Page } from "playwright-core";
import { z } from "zod";
import { decisionTablesAsHtml } from "./dmn-picture.ts";

const require = createRequire(import.meta.url);
const VIEWER = require.resolve("bpmn-js/dist/bpmn-viewer.production.min.js");
const CHROMIUM = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

/** Draws a model in the page with bpmn-js, as Camunda Modeler would, and answers the SVG. */
async function drawModel(page: Page, xml: string): Promise<string> {
  const script = `(async (xml) => {
    const viewer = new BpmnJS({ container: "#canvas" });
    await viewer.importXML(xml);
    const { svg } = await viewer.saveSVG();
    viewer.destroy();
    return svg;
  })(${JSON.stringify(xml)})`;
  return z.string().parse(await page.evaluate(script));
}

async function savePng(page: Page, html: string, target: string): Promise<void> {
  await page.setContent(
    `<body style="margin:0;background:white"><div id="picture" style="display:inline-block">${html}</div></body>`,
  );
  await page.locator("#picture").screenshot({ path: target });
}

async function openViewer(page: Page): Promise<void> {
  await page.setContent('<div id="canvas" style="width:1600px;height:900px"></div>');
  await page.addScriptTag({ path: VIEWER });
}

async function pictureOfModel(page: Page, file: string, target: { folder: string; isPng: boolean }): Promise<void> {
  await openViewer(page);
  const svg = await drawModel(page, await readFile(file, "utf8"));
  const name = basename(file, ".bpmn");
  await writeFile(join(target.folder, `${name}.svg`), svg);
  if (target.isPng) await savePng(page, svg, join(target.folder, `${name}.png`));
}

async function pictureOfDecision(page: Page, file: string, folder: string): Promise<void> {
  const html = await decisionTablesAsHtml(file, await readFile(file, "utf8"));
  await savePng(page, html, join(folder, `${basename(file, ".dmn")}.png`));
}

async function draw(source: string, folder: string, isPng: boolean): Promise<void> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1800, height: 1000 } });
    await mkdir(folder, { recursive: true });
    for (const name of (await readdir(source)).sort()) {
      if (name.endsWith(".bpmn")) await pictureOfModel(page, join(source, name), { folder, isPng });
      if (name.endsWith(".dmn")) await pictureOfDecision(page, join(source, name), folder);
    }
  } finally {
    await browser.close();
  }
}

const { values } = parseArgs({
  options: {
    source: { type: "string", default: "bpmn" },
    out: { type: "string", default: "bpmn/pictures" },
    png: { type: "boolean", default: false },
  },
});
await draw(values.source, values.out, values.png);
