import type { ElementSource, ElementType, FlowSource, ProcessSource } from "./source.ts";

/** A flow element in the executable graph. */
export interface Element extends ElementSource {
  /** The process or sub-process around it. */
  readonly container: Element | undefined;
  readonly incoming: readonly Flow[];
  readonly outgoing: readonly Flow[];
  /** Elements directly inside a container. */
  readonly children: readonly Element[];
  /** Start events directly inside a container. */
  readonly startEvents: readonly Element[];
  readonly boundaryEvents: readonly Element[];
  /** Event sub-processes directly inside a container. */
  readonly eventSubProcesses: readonly Element[];
  /** Multi-instance activities: the body around it. */
  readonly body: Element | undefined;
  /** Multi-instance bodies: the activity inside. */
  readonly inner: Element | undefined;
}

/** A sequence flow in the executable graph. */
export interface Flow extends FlowSource {
  readonly from: Element;
  readonly to: Element;
}

/** A process that can run. */
export interface ExecutableProcess {
  readonly root: Element;
  readonly versionTag: string;
  /** Whether anything in it compensates or can be compensated. */
  readonly hasCompensation: boolean;
  /** By id; of a multi-instance activity the body, unless its own type is asked for. */
  element(id: string, type?: ElementType): Element | undefined;
  readonly elements: readonly Element[];
  readonly flows: ReadonlyMap<string, Flow>;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Draft extends Mutable<Omit<Element, "incoming" | "outgoing">> {
  incoming: Flow[];
  outgoing: Flow[];
  children: Element[];
  startEvents: Element[];
  boundaryEvents: Element[];
  eventSubProcesses: Element[];
}

/** Links a process's elements into a frozen graph. */
export function linkProcess(source: ProcessSource): ExecutableProcess {
  const drafts = new Map(source.elements.map((element) => [element.id, draftOf(element)]));
  const cells = new Map([...drafts.values()].filter(({ type }) => type === "AD_HOC_SUB_PROCESS").map(cellOf));
  const bodies = new Map<string, Draft>();
  for (const draft of drafts.values()) if (draft.loop !== undefined) bodies.set(draft.id, bodyOf(draft));
  const outer = (id: string): Draft => bodies.get(id) ?? known(drafts, id);
  const around = (draft: Draft): Draft | undefined => containerOf(draft, drafts, cells);
  for (const draft of [...drafts.values()].toReversed()) place(draft, { container: around(draft), outer });
  for (const body of bodies.values()) adopt(body, around(body));
  for (const cell of cells.values()) drafts.set(cell.id, cell);
  // Zeebe reads siblings backwards, so it takes the flows of an element from the last in the file to the first.
  const flows = new Map(source.flows.toReversed().map((flow) => [flow.id, connect(flow, outer)]));
  const root = known(drafts, source.id);
  const elements = [...drafts.values(), ...bodies.values()].map((draft) => Object.freeze<Element>(draft));
  return {
    root,
    versionTag: source.versionTag,
    hasCompensation: source.elements.some(({ event }) => event?.kind === "compensation"),
    elements,
    flows,
    element: (id, type) => {
      const body = bodies.get(id);
      return body === undefined || (type !== undefined && type !== "MULTI_INSTANCE_BODY") ? drafts.get(id) : body;
    },
  };
}

function draftOf(element: ElementSource): Draft {
  return {
    ...element,
    container: undefined,
    incoming: [],
    outgoing: [],
    children: [],
    startEvents: [],
    boundaryEvents: [],
    eventSubProcesses: [],
    body: undefined,
    inner: undefined,
  };
}

function bodyOf(inner: Draft): Draft {
  const body: Draft = {
    ...draftOf({
      id: inner.id,
      name: inner.name,
      type: "MULTI_INSTANCE_BODY",
      eventType: "UNSPECIFIED",
      scope: inner.scope,
      inputs: [],
      outputs: [],
    }),
    loop: inner.loop,
    inner,
  };
  inner.body = body;
  return body;
}

/** What stands in an ad-hoc sub-process for each activated element, with the element and all that follows it inside; by the id of the sub-process. */
function cellOf(adHoc: Draft): [string, Draft] {
  const cell: Draft = {
    ...draftOf({
      id: `${adHoc.id}#innerInstance`,
      name: undefined,
      type: "AD_HOC_SUB_PROCESS_INNER_INSTANCE",
      eventType: "UNSPECIFIED",
      scope: adHoc.id,
      inputs: [],
      outputs: [],
    }),
    container: adHoc,
  };
  adHoc.children.push(cell);
  return [adHoc.id, cell];
}

/** Event sub-processes belong to an ad-hoc sub-process itself, everything else to what is activated in it. */
function containerOf(
  { type, scope }: Draft,
  drafts: ReadonlyMap<string, Draft>,
  cells: ReadonlyMap<string, Draft>,
): Draft | undefined {
  if (scope === undefined) return undefined;
  const cell = type === "EVENT_SUB_PROCESS" ? undefined : cells.get(scope);
  return cell ?? known(drafts, scope);
}

function place(draft: Draft, graph: { container: Draft | undefined; outer: (id: string) => Draft }): void {
  const { container } = graph;
  if (container === undefined) return;
  draft.container = draft.body ?? container;
  container.children.push(graph.outer(draft.id));
  if (draft.type === "START_EVENT") container.startEvents.push(draft);
  if (draft.type === "EVENT_SUB_PROCESS") container.eventSubProcesses.push(draft);
  if (draft.attachedTo !== undefined) graph.outer(draft.attachedTo).boundaryEvents.push(draft);
}

function adopt(body: Draft, container: Draft | undefined): void {
  if (container === undefined || body.inner === undefined) return;
  body.container = container;
  body.children.push(body.inner);
}

function connect(flow: FlowSource, outer: (id: string) => Draft): Flow {
  const from = outer(flow.source);
  const to = outer(flow.target);
  const linked: Flow = { ...flow, from, to };
  from.outgoing.push(linked);
  to.incoming.push(linked);
  return linked;
}

function known(drafts: ReadonlyMap<string, Draft>, id: string): Draft {
  const draft = drafts.get(id);
  if (draft === undefined) throw new Error(`Expected the model to have an element ${id}, but it has none`);
  return draft;
}
