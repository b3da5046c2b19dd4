/** A place with tokens or incidents, as the server writes it into the page. */
interface TokenCount {
  elementId: string;
  active: number;
  incidents: number;
}

function badge(text: string, isIncident: boolean): HTMLElement {
  const element = document.createElement("div");
  element.className = isIncident ? "token-badge token-badge--incident" : "token-badge";
  element.textContent = text;
  return element;
}

/** Draws tokens and incidents on their elements: colour, frame and number, so that colour is never alone. */
function drawTokens(viewer: Diagram, tokens: readonly TokenCount[]): void {
  const canvas = viewer.get("canvas");
  const overlays = viewer.get("overlays");
  const registry = viewer.get("elementRegistry");
  for (const { elementId, active, incidents } of tokens) {
    if (registry.get(elementId) === undefined) continue;
    if (active > 0) {
      canvas.addMarker(elementId, "has-token");
      overlays.add(elementId, { position: { bottom: 12, left: -8 }, html: badge(`● ${String(active)}`, false) });
    }
    if (incidents > 0) {
      canvas.addMarker(elementId, "has-incident");
      overlays.add(elementId, { position: { top: -12, right: 12 }, html: badge(`! ${String(incidents)}`, true) });
    }
  }
}

/** Shows the diagram of a page in bpmn-js, with its tokens. */
async function showDiagram(container: HTMLElement): Promise<void> {
  const answer = await fetch(container.dataset["diagram"] ?? "");
  if (!answer.ok) throw new Error(`Expected the diagram, but got status ${String(answer.status)}`);
  const viewer = new BpmnJS({ container });
  await viewer.importXML(await answer.text());
  viewer.get("canvas").zoom("fit-viewport");
  const tokens: TokenCount[] = JSON.parse(container.dataset["tokens"] ?? "[]");
  drawTokens(viewer, tokens);
  container.dataset["ready"] = "true";
}

for (const container of document.querySelectorAll<HTMLElement>("[data-diagram]")) {
  showDiagram(container).catch((error: unknown) => {
    // The table below holds the same content, so the page stays usable.
    container.hidden = true;
    console.error(error);
  });
}
