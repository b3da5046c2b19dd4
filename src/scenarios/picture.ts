import type { Model, Point, Shape } from "./models.ts";

const MARGIN = 20;
const LABEL_WIDTH = 15;

/** Draws a model with what was walked in colour (a thicker line as well, for those who see no colour). */
export function pictureOf(model: Model, reached: ReadonlySet<string>): string {
  const points = model.shapes.flatMap(cornersOf);
  const [left, top] = [Math.min(...points.map(({ x }) => x)) - MARGIN, Math.min(...points.map(({ y }) => y)) - MARGIN];
  const [right, bottom] = [
    Math.max(...points.map(({ x }) => x)) + MARGIN,
    Math.max(...points.map(({ y }) => y)) + MARGIN,
  ];
  const names = new Map(model.elements.map(({ id, name }) => [id, name]));
  const drawn = model.shapes.map((shape) => draw(shape, { reached, names, frames: model.frames }));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${right - left} ${bottom - top}" role="img" aria-label="${escape(model.processId)}">
<style>rect,polyline{fill:none;stroke:#888;stroke-width:1}.frame{stroke:#ccc}.taken{stroke:#00653b;stroke-width:3}rect.taken{fill:#e3f4ea}text{font:11px sans-serif;text-anchor:middle}</style>
${drawn.join("\n")}
</svg>
`;
}

interface Drawing {
  readonly reached: ReadonlySet<string>;
  readonly names: ReadonlyMap<string, string>;
  readonly frames: ReadonlyMap<string, string>;
}

function draw(shape: Shape, { reached, names, frames }: Drawing): string {
  const taken = reached.has(shape.id) ? "taken" : "left";
  if (shape.kind === "line")
    return `<polyline class="${taken}" points="${shape.points.map(({ x, y }) => `${x},${y}`).join(" ")}"/>`;
  const { x, y, width, height } = shape;
  const frame = frames.get(shape.id);
  if (frame !== undefined)
    return `<rect class="frame" x="${x}" y="${y}" width="${width}" height="${height}"/><text x="${x + LABEL_WIDTH}" y="${y + height / 2}" transform="rotate(-90 ${x + LABEL_WIDTH} ${y + height / 2})">${escape(frame)}</text>`;
  const isSmall = width < MARGIN * 3;
  const textY = isSmall ? y + height + LABEL_WIDTH : y + height / 2;
  const corner = isSmall ? width / 2 : 8;
  return `<rect class="${taken}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${corner}"/><text x="${x + width / 2}" y="${textY}">${escape(names.get(shape.id) ?? "")}</text>`;
}

function cornersOf(shape: Shape): Point[] {
  if (shape.kind === "line") return [...shape.points];
  return [
    { x: shape.x, y: shape.y },
    { x: shape.x + shape.width, y: shape.y + shape.height },
  ];
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
