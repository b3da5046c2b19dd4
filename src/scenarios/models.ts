import { BpmnModdle } from "bpmn-moddle";
import { z } from "zod";
import type { DeployableResource } from "../camunda/resources.ts";

/** A flow node or sequence flow of a process, those of sub-processes included. */
export interface ModelElement {
  readonly id: string;
  readonly name: string;
  readonly isFlow: boolean;
  /** Target of a flow behind an event-based gateway: engines record no such flow, it was taken when its target was reached. */
  readonly impliedBy?: string;
}

/** The elements of a process by its id; empty for one that is not among the models. */
export type ElementNames = (processId: string) => readonly ModelElement[];

/** A point of a drawing. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How an element is drawn. */
export type Shape =
  | {
      readonly id: string;
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  | { readonly id: string; readonly kind: "line"; readonly points: readonly Point[] };

/** A model as scenarios need it. */
export interface Model {
  readonly processId: string;
  readonly elements: readonly ModelElement[];
  readonly shapes: readonly Shape[];
  /** Names of pools and lanes by their id. */
  readonly frames: ReadonlyMap<string, string>;
}

const named = z.looseObject({ id: z.string(), name: z.string().default("") });
const flowElement = z.looseObject({
  $type: z.string(),
  id: z.string(),
  name: z.string().default(""),
  flowElements: z.unknown().optional(),
  // References are no enumerable properties of moddle; only what is named here is read.
  sourceRef: z.unknown().optional(),
  targetRef: z.unknown().optional(),
});
const process = z.looseObject({
  $type: z.literal("bpmn:Process"),
  id: z.string(),
  flowElements: z.unknown().optional(),
  laneSets: z.unknown().optional(),
});
const box = z.looseObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const planeElement = z.looseObject({
  bpmnElement: z.looseObject({ id: z.string() }),
  bounds: box.optional(),
  waypoint: z.array(z.looseObject({ x: z.number(), y: z.number() })).optional(),
});
const definitions = z.looseObject({
  rootElements: z.array(z.unknown()).default([]),
  diagrams: z
    .array(z.looseObject({ plane: z.looseObject({ planeElement: z.array(z.unknown()).default([]) }) }))
    .default([]),
});

const NOT_COUNTED = ["bpmn:DataObject", "bpmn:DataObjectReference", "bpmn:DataStoreReference"];

/** Reads the BPMN files among the resources. */
export async function readModels(resources: readonly DeployableResource[]): Promise<Model[]> {
  const moddle = new BpmnModdle({});
  const files = resources.filter(({ name }) => name.endsWith(".bpmn"));
  const models = await Promise.all(
    files.map(async ({ content }) => {
      const { rootElement } = await moddle.fromXML(new TextDecoder().decode(content));
      return modelsOf(definitions.parse(rootElement));
    }),
  );
  return models.flat();
}

/** Looks elements up by process. */
export function elementNames(models: readonly Model[]): ElementNames {
  const byProcess = new Map(models.map(({ processId, elements }) => [processId, elements]));
  return (processId) => byProcess.get(processId) ?? [];
}

function modelsOf(root: z.output<typeof definitions>): Model[] {
  const shapes = root.diagrams.flatMap(({ plane }) => plane.planeElement.flatMap(toShape));
  const frames = new Map(framesOf(root.rootElements));
  return parsed(process, root.rootElements).map(({ id, flowElements }) => ({
    processId: id,
    elements: elementsOf(flowElements),
    shapes,
    frames,
  }));
}

function elementsOf(flowElements: unknown): ModelElement[] {
  return parsed(flowElement, listOf(flowElements))
    .filter(({ $type }) => !NOT_COUNTED.includes($type))
    .flatMap((node) => [
      { id: node.id, name: node.name, isFlow: node.$type === "bpmn:SequenceFlow", ...impliedBy(node) },
      ...elementsOf(node.flowElements),
    ]);
}

const flowRefs = z.looseObject({
  sourceRef: z.looseObject({ $type: z.literal("bpmn:EventBasedGateway") }),
  targetRef: z.looseObject({ id: z.string() }),
});

function impliedBy(node: unknown): { impliedBy?: string } {
  const found = flowRefs.safeParse(node);
  return found.success ? { impliedBy: found.data.targetRef.id } : {};
}

function framesOf(rootElements: readonly unknown[]): [string, string][] {
  const lists = z.looseObject({
    participants: z.array(named).default([]),
    laneSets: z.array(z.looseObject({ lanes: z.array(named).default([]) })).default([]),
  });
  return parsed(lists, rootElements).flatMap(({ participants, laneSets }) =>
    [...participants, ...laneSets.flatMap(({ lanes }) => lanes)].map(({ id, name }): [string, string] => [id, name]),
  );
}

function toShape(value: unknown): Shape[] {
  const found = planeElement.safeParse(value);
  if (!found.success) return [];
  const { bpmnElement, bounds, waypoint } = found.data;
  if (waypoint !== undefined)
    return [{ id: bpmnElement.id, kind: "line", points: waypoint.map(({ x, y }) => ({ x, y })) }];
  if (bounds === undefined) return [];
  const { x, y, width, height } = bounds;
  return [{ id: bpmnElement.id, kind: "box", x, y, width, height }];
}

function parsed<T extends z.ZodType>(schema: T, values: readonly unknown[]): z.output<T>[] {
  return values.flatMap((value) => {
    const found = schema.safeParse(value);
    return found.success ? [found.data] : [];
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
