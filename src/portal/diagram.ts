import { BpmnModdle } from "bpmn-moddle";
import { createRequire } from "node:module";
import { z } from "zod";

const zeebeModdle: unknown = createRequire(import.meta.url)("zeebe-bpmn-moddle/resources/zeebe.json");

/** One element of a diagram in words. */
export interface DiagramElement {
  readonly id: string;
  /** BPMN type without prefix: UserTask, ServiceTask, ExclusiveGateway … */
  readonly type: string;
  readonly name: string;
  /** Lane, when the process has lanes. */
  readonly lane: string | undefined;
  /** Depth within sub-processes, 0 at the top. */
  readonly depth: number;
  /** What follows: the flow's label (if any) and the next element's name. */
  readonly next: readonly { readonly label: string; readonly target: string }[];
  readonly responsible: string | undefined;
}

const reference = z.looseObject({ id: z.string(), name: z.string().optional() });
const extension = z.looseObject({
  $type: z.string(),
  candidateGroups: z.string().optional(),
  type: z.string().optional(),
});
const flowNode = z.looseObject({
  $type: z.string(),
  id: z.string(),
  name: z.string().optional(),
  get flowElements() {
    return z.array(flowNode).optional();
  },
  outgoing: z.array(z.looseObject({ name: z.string().optional(), targetRef: reference.optional() })).optional(),
  attachedToRef: reference.optional(),
  extensionElements: z.looseObject({ values: z.array(extension).optional() }).optional(),
});
type FlowNode = z.infer<typeof flowNode>;
const lane = z.looseObject({ name: z.string().optional(), flowNodeRef: z.array(reference).optional() });
const process = z.looseObject({
  $type: z.literal("bpmn:Process"),
  id: z.string(),
  name: z.string().optional(),
  flowElements: z.array(flowNode).optional(),
  laneSets: z.array(z.looseObject({ lanes: z.array(lane).optional() })).optional(),
});
const definitions = z.looseObject({ rootElements: z.array(z.unknown()) });

/** A parsed diagram: its process and the ordered list of its elements. */
export interface DiagramOutline {
  readonly processId: string;
  readonly processName: string;
  readonly elements: readonly DiagramElement[];
}

function responsibleOf(node: FlowNode): string | undefined {
  const assigned = node.extensionElements?.values?.find(({ $type }) => $type === "zeebe:AssignmentDefinition");
  return assigned?.candidateGroups;
}

function outline(nodes: readonly FlowNode[], lanes: ReadonlyMap<string, string>, depth: number): DiagramElement[] {
  return nodes
    .filter(({ $type }) => $type !== "bpmn:SequenceFlow" && !$type.endsWith("Association"))
    .flatMap((node) => [
      {
        id: node.id,
        type: node.$type.replace("bpmn:", ""),
        name: node.name ?? node.id,
        lane: lanes.get(node.id),
        depth,
        next: (node.outgoing ?? []).map(({ name, targetRef }) => ({
          label: name ?? "",
          target: targetRef?.name ?? targetRef?.id ?? "",
        })),
        responsible: responsibleOf(node),
      },
      ...outline(node.flowElements ?? [], lanes, depth + 1),
    ]);
}

/** Reads a BPMN diagram into an ordered list of its elements; undefined when the XML holds no process. */
export async function readOutline(xml: string): Promise<DiagramOutline | undefined> {
  const moddle = new BpmnModdle({ zeebe: zeebeModdle });
  const { rootElement } = await moddle.fromXML(xml);
  const roots = definitions.parse(rootElement).rootElements;
  const found = roots.map((root) => process.safeParse(root).data).find((parsed) => parsed !== undefined);
  if (found === undefined) return undefined;
  const lanes = new Map(
    (found.laneSets ?? [])
      .flatMap(({ lanes: list }) => list ?? [])
      .flatMap(({ name, flowNodeRef }) => (flowNodeRef ?? []).map(({ id }) => [id, name ?? ""] as const)),
  );
  return {
    processId: found.id,
    processName: found.name ?? found.id,
    elements: outline(found.flowElements ?? [], lanes, 0),
  };
}
