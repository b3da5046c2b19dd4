import type { PlacedRoute } from "./routes.ts";
import type { Route } from "./route.ts";

/** A route that fits a request, with the parameters of its path. */
interface Match {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

interface Node {
  readonly children: Map<string, Node>;
  parameter: Node | undefined;
  readonly routes: Map<string, { route: Route; names: readonly string[] }>;
}

const node = (): Node => ({ children: new Map(), parameter: undefined, routes: new Map() });

/** Finds the route of a method and a path below /v2; fixed segments win over parameters. */
export class Router {
  readonly #root = node();

  constructor(routes: readonly PlacedRoute[]) {
    for (const { method, path, route } of routes) this.#add(method, path, route);
  }

  /** The route; "path" when the path exists with other methods only; undefined when nothing has that path. */
  find(method: string, path: string): Match | "path" | undefined {
    const segments = path.split("/").slice(1);
    const values: string[] = [];
    const found = step(this.#root, segments, { index: 0, values });
    if (found === undefined) return undefined;
    const placed = found.routes.get(method);
    if (placed === undefined) return found.routes.size === 0 ? undefined : "path";
    return {
      route: placed.route,
      path: Object.fromEntries(placed.names.map((name, index) => [name, decode(values[index] ?? "")])),
    };
  }

  #add(method: string, path: string, route: Route): void {
    const names: string[] = [];
    let at = this.#root;
    for (const segment of path.split("/").slice(1)) {
      if (segment.startsWith("{")) {
        names.push(segment.slice(1, -1));
        at = at.parameter ??= node();
      } else at = childOf(at, segment);
    }
    at.routes.set(method, { route, names });
  }
}

function childOf(at: Node, segment: string): Node {
  const known = at.children.get(segment);
  if (known !== undefined) return known;
  const child = node();
  at.children.set(segment, child);
  return child;
}

function step(at: Node, segments: readonly string[], walk: { index: number; values: string[] }): Node | undefined {
  const { index, values } = walk;
  const segment = segments[index];
  if (segment === undefined) return at;
  const fixed = at.children.get(segment);
  const found = fixed === undefined ? undefined : step(fixed, segments, { index: index + 1, values });
  if (found !== undefined && found.routes.size > 0) return found;
  if (at.parameter === undefined || segment === "") return found;
  values.push(segment);
  const below = step(at.parameter, segments, { index: index + 1, values });
  if (below === undefined) values.pop();
  return below;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
