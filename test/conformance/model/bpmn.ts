import { escape, xml, type Attributes } from "./xml.ts";

/** A root element that event definitions refer to: message, signal, error, escalation. */
interface Root {
  readonly id: string;
  readonly text: string;
}

/** What an event waits for or throws. */
export interface EventDefinition {
  readonly text: string;
  readonly root?: Root;
}

/** A flow node, a sequence flow or an association of a model under construction. */
export interface Part {
  readonly kind: "node" | "flow" | "other";
  readonly tag: string;
  readonly attributes: Attributes;
  readonly extensions: readonly string[];
  readonly content: readonly string[];
  readonly children: readonly Part[];
  readonly roots: readonly Root[];
}

/** What every activity and event can carry. */
export interface NodeOptions {
  readonly name?: string;
  /** Input mappings, target to source. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Output mappings, target to source. */
  readonly outputs?: Readonly<Record<string, string>>;
  readonly loop?: Loop;
  readonly forCompensation?: boolean;
  /** Execution listeners. */
  readonly listeners?: readonly Listener[];
  /** Further extension elements as XML. */
  readonly extensions?: readonly string[];
}

/** Multi-instance characteristics. */
export interface Loop {
  readonly sequential?: boolean;
  readonly collection?: string;
  readonly element?: string;
  readonly outputCollection?: string;
  readonly outputElement?: string;
  /** Completion condition. */
  readonly until?: string;
}

/** A listener of an element or a user task. */
export interface Listener {
  readonly event: string;
  readonly type: string;
  readonly retries?: string;
}

/** What a job worker is asked. */
export interface JobOptions extends NodeOptions {
  readonly type?: string;
  readonly retries?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function ioMapping({ inputs = {}, outputs = {} }: NodeOptions): string {
  const mapping = (tag: string) => (entry: [string, string]) =>
    xml(`zeebe:${tag}`, { source: entry[1], target: entry[0] });
  const all = [...Object.entries(inputs).map(mapping("input")), ...Object.entries(outputs).map(mapping("output"))];
  return all.length === 0 ? "" : xml("zeebe:ioMapping", {}, all);
}

function listenersOf({ listeners = [] }: NodeOptions): string {
  if (listeners.length === 0) return "";
  const all = listeners.map((l) =>
    xml("zeebe:executionListener", { eventType: l.event, type: l.type, retries: l.retries }),
  );
  return xml("zeebe:executionListeners", {}, all);
}

function loopOf({ loop }: NodeOptions): string {
  if (loop === undefined) return "";
  const { collection, element, outputCollection, outputElement } = loop;
  const zeebe = xml("zeebe:loopCharacteristics", {
    inputCollection: collection,
    inputElement: element,
    outputCollection,
    outputElement,
  });
  return xml("bpmn:multiInstanceLoopCharacteristics", { isSequential: loop.sequential ?? false }, [
    xml("bpmn:extensionElements", {}, [zeebe]),
    loop.until === undefined
      ? ""
      : xml("bpmn:completionCondition", { "xsi:type": "bpmn:tFormalExpression" }, [escape(loop.until)]),
  ]);
}

interface NodeParts {
  readonly attributes?: Attributes;
  readonly extensions?: readonly string[];
  readonly content?: readonly string[];
  readonly children?: readonly Part[];
  readonly definition?: EventDefinition | undefined;
}

function node(tag: string, id: string, parts: NodeParts & { options?: NodeOptions } = {}): Part {
  const { options = {}, definition } = parts;
  return {
    kind: "node",
    tag,
    attributes: { id, name: options.name, isForCompensation: options.forCompensation, ...parts.attributes },
    extensions: [
      ...(parts.extensions ?? []),
      ioMapping(options),
      listenersOf(options),
      ...(options.extensions ?? []),
    ].filter((text) => text !== ""),
    content: [...(parts.content ?? []), identified(definition?.text ?? "", id), loopOf(options)],
    children: parts.children ?? [],
    roots: definition?.root === undefined ? [] : [definition.root],
  };
}

/** The real engine fails at a compensation event definition without an id, and needs the ids to differ. */
const identified = (definition: string, owner: string): string =>
  definition.replace(/<bpmn:(?:compensate|link)EventDefinition/, `$& id="${owner}-definition"`);

function taskDefinition({ type, retries, headers }: JobOptions): string[] {
  const definition = type === undefined ? [] : [xml("zeebe:taskDefinition", { type, retries })];
  const all = Object.entries(headers ?? {}).map(([key, value]) => xml("zeebe:header", { key, value }));
  return all.length === 0 ? definition : [...definition, xml("zeebe:taskHeaders", {}, all)];
}

const job = (tag: string) => (id: string, options: JobOptions | string) => {
  const all: JobOptions = typeof options === "string" ? { type: options } : options;
  return node(tag, id, { options: all, extensions: taskDefinition(all) });
};

/** A service task; the second argument is the job type or all options. */
export const service = job("bpmn:serviceTask");
/** A send task, done by a job worker. */
export const send = job("bpmn:sendTask");
/** A script task done by a job worker. */
export const scriptJob = job("bpmn:scriptTask");
/** A business rule task done by a job worker. */
export const ruleJob = job("bpmn:businessRuleTask");
/** A user task done by a job worker (the legacy kind). */
export const userJob = (id: string, options: JobOptions & { readonly attributes?: readonly string[] } = {}): Part =>
  node("bpmn:userTask", id, {
    options,
    extensions: [...(options.attributes ?? []), ...taskDefinition(options)],
  });

/** A script task whose FEEL expression the engine evaluates. */
export const script = (id: string, options: NodeOptions & { expression: string; result: string }): Part =>
  node("bpmn:scriptTask", id, {
    options,
    extensions: [xml("zeebe:script", { expression: options.expression, resultVariable: options.result })],
  });

/** A business rule task that calls a decision. */
export const rule = (
  id: string,
  options: NodeOptions & { decision: string; result: string; binding?: string; versionTag?: string },
): Part =>
  node("bpmn:businessRuleTask", id, {
    options,
    extensions: [
      xml("zeebe:calledDecision", {
        decisionId: options.decision,
        resultVariable: options.result,
        bindingType: options.binding,
        versionTag: options.versionTag,
      }),
    ],
  });

/** What a Camunda user task can carry. */
export interface UserTaskOptions extends NodeOptions {
  readonly assignee?: string;
  readonly groups?: string;
  readonly users?: string;
  readonly due?: string;
  readonly followUp?: string;
  readonly priority?: string;
  readonly form?: string;
  readonly formBinding?: string;
  readonly externalReference?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Task listeners. */
  readonly taskListeners?: readonly Listener[];
}

/** A Camunda user task. */
export function user(id: string, options: UserTaskOptions = {}): Part {
  const { assignee, groups, users, due, followUp, priority, form, formBinding, externalReference, headers } = options;
  const assigned = assignee !== undefined || groups !== undefined || users !== undefined;
  const listeners = (options.taskListeners ?? []).map((l) =>
    xml("zeebe:taskListener", { eventType: l.event, type: l.type, retries: l.retries }),
  );
  const extensions = [
    xml("zeebe:userTask"),
    assigned ? xml("zeebe:assignmentDefinition", { assignee, candidateGroups: groups, candidateUsers: users }) : "",
    due === undefined && followUp === undefined
      ? ""
      : xml("zeebe:taskSchedule", { dueDate: due, followUpDate: followUp }),
    priority === undefined ? "" : xml("zeebe:priorityDefinition", { priority }),
    form === undefined && externalReference === undefined
      ? ""
      : xml("zeebe:formDefinition", { formId: form, bindingType: formBinding, externalReference }),
    ...taskDefinition(headers === undefined ? {} : { headers }),
    listeners.length === 0 ? "" : xml("zeebe:taskListeners", {}, listeners),
  ];
  return node("bpmn:userTask", id, { options, extensions });
}

const plain =
  (tag: string) =>
  (id: string, options: NodeOptions = {}) =>
    node(tag, id, { options });

/** A task without any meaning. */
export const task = plain("bpmn:task");
/** A manual task. */
export const manual = plain("bpmn:manualTask");
/** A parallel gateway. */
export const parallel = plain("bpmn:parallelGateway");
/** An exclusive gateway; its default flow by the id of the flow. */
export const exclusive = (id: string, fallback?: string): Part =>
  node("bpmn:exclusiveGateway", id, { attributes: { default: fallback } });
/** An inclusive gateway; its default flow by the id of the flow. */
export const inclusive = (id: string, fallback?: string): Part =>
  node("bpmn:inclusiveGateway", id, { attributes: { default: fallback } });
/** An event-based gateway. */
export const eventGateway = plain("bpmn:eventBasedGateway");

const event =
  (tag: string) =>
  (id: string, definition?: EventDefinition, options: JobOptions = {}): Part =>
    node(tag, id, { options, extensions: taskDefinition(options), definition });

/** A start event. */
export const start = event("bpmn:startEvent");
/** An end event. */
export const end = event("bpmn:endEvent");
/** An intermediate catch event. */
export const catching = event("bpmn:intermediateCatchEvent");
/** An intermediate throw event. */
export const throwing = event("bpmn:intermediateThrowEvent");

/** A start event of an event sub-process; not interrupting. */
export const sideStart = (id: string, definition: EventDefinition, options: NodeOptions = {}): Part =>
  node("bpmn:startEvent", id, { options, definition, attributes: { isInterrupting: false } });

/** A boundary event. */
export const boundary = (
  id: string,
  on: string,
  options: NodeOptions & { definition: EventDefinition; interrupting?: boolean },
): Part =>
  node("bpmn:boundaryEvent", id, {
    options,
    definition: options.definition,
    attributes: { attachedToRef: on, cancelActivity: options.interrupting ?? true },
  });

/** A receive task. */
export const receive = (id: string, name: string, options: NodeOptions & { key?: string } = {}): Part => {
  const { root } = message(name, options.key);
  const part = node("bpmn:receiveTask", id, { options, attributes: { messageRef: root?.id } });
  return { ...part, roots: root === undefined ? [] : [root] };
};

/** A sub-process. */
export const sub = (id: string, children: readonly Part[], options: NodeOptions = {}): Part =>
  node("bpmn:subProcess", id, { options, children });

/** An event sub-process. */
export const eventSub = (id: string, children: readonly Part[], options: NodeOptions = {}): Part =>
  node("bpmn:subProcess", id, { options, children, attributes: { triggeredByEvent: true } });

/** What an ad-hoc sub-process can carry; with a job type it is done by a job worker. */
export interface AdHocOptions extends JobOptions {
  /** Ids of the elements that are active at once, as an expression. */
  readonly active?: string;
  /** Completion condition. */
  readonly until?: string;
  readonly cancelRemaining?: boolean;
  readonly outputCollection?: string;
  readonly outputElement?: string;
}

/** An ad-hoc sub-process. */
export const adHoc = (id: string, children: readonly Part[], options: AdHocOptions = {}): Part => {
  const { active, until, cancelRemaining, outputCollection, outputElement } = options;
  const attributes = { activeElementsCollection: active, outputCollection, outputElement };
  return node("bpmn:adHocSubProcess", id, {
    options,
    attributes: { cancelRemainingInstances: cancelRemaining },
    extensions: [
      ...(Object.values(attributes).some((value) => value !== undefined) ? [xml("zeebe:adHoc", attributes)] : []),
      ...taskDefinition(options),
    ],
    children: until === undefined ? children : [...children, completionCondition(until)],
  });
};

const completionCondition = (expression: string): Part => ({
  kind: "other",
  tag: "bpmn:completionCondition",
  attributes: { "xsi:type": "bpmn:tFormalExpression" },
  extensions: [],
  content: [escape(expression)],
  children: [],
  roots: [],
});

/** A call activity. */
export const call = (
  id: string,
  processId: string,
  options: NodeOptions & { parent?: boolean; child?: boolean; binding?: string; versionTag?: string } = {},
): Part =>
  node("bpmn:callActivity", id, {
    options,
    extensions: [
      xml("zeebe:calledElement", {
        processId,
        propagateAllParentVariables: options.parent,
        propagateAllChildVariables: options.child,
        bindingType: options.binding,
        versionTag: options.versionTag,
      }),
    ],
  });

const idOf = (prefix: string, text: string): string =>
  `${prefix}-${text.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "")}`;

/** A message event; the key makes it correlate. */
export function message(name: string, key?: string): EventDefinition {
  const id = idOf("message", key === undefined ? name : `${name} ${key}`);
  const extension = xml("bpmn:extensionElements", {}, [xml("zeebe:subscription", { correlationKey: key ?? "" })]);
  const text = xml("bpmn:message", { id, name }, key === undefined ? [] : [extension]);
  return { text: xml("bpmn:messageEventDefinition", { messageRef: id }), root: { id, text } };
}

/** A signal event. */
export function signal(name: string): EventDefinition {
  const id = idOf("signal", name);
  return {
    text: xml("bpmn:signalEventDefinition", { signalRef: id }),
    root: { id, text: xml("bpmn:signal", { id, name }) },
  };
}

/** An error event; without a code it catches every error. */
export function error(code?: string): EventDefinition {
  if (code === undefined) return { text: xml("bpmn:errorEventDefinition") };
  const id = idOf("error", code);
  return {
    text: xml("bpmn:errorEventDefinition", { errorRef: id }),
    root: { id, text: xml("bpmn:error", { id, errorCode: code }) },
  };
}

/** An escalation event; without a code it catches every escalation. */
export function escalation(code?: string): EventDefinition {
  if (code === undefined) return { text: xml("bpmn:escalationEventDefinition") };
  const id = idOf("escalation", code);
  return {
    text: xml("bpmn:escalationEventDefinition", { escalationRef: id }),
    root: { id, text: xml("bpmn:escalation", { id, escalationCode: code }) },
  };
}

/** A timer event. */
export function timer(kind: "duration" | "date" | "cycle", expression: string): EventDefinition {
  const tag = { duration: "timeDuration", date: "timeDate", cycle: "timeCycle" }[kind];
  const inner = xml(`bpmn:${tag}`, { "xsi:type": "bpmn:tFormalExpression" }, [escape(expression)]);
  return { text: xml("bpmn:timerEventDefinition", {}, [inner]) };
}

/** A terminate end event's definition. */
export const terminate = (): EventDefinition => ({ text: xml("bpmn:terminateEventDefinition") });
/** A link event's definition. */
export const link = (name: string): EventDefinition => ({
  text: xml("bpmn:linkEventDefinition", { name }),
});
/** A compensation event's definition; without an activity it compensates all of its scope. */
export const compensation = (activity?: string, waitForCompletion?: boolean): EventDefinition => ({
  text: xml("bpmn:compensateEventDefinition", { activityRef: activity, waitForCompletion }),
});

function sequence(source: string, target: string, parts: { id?: string; condition?: string } = {}): Part {
  const { id = `${source}-${target}`, condition } = parts;
  return {
    kind: "flow",
    tag: "bpmn:sequenceFlow",
    attributes: { id, sourceRef: source, targetRef: target },
    extensions: [],
    content:
      condition === undefined
        ? []
        : [xml("bpmn:conditionExpression", { "xsi:type": "bpmn:tFormalExpression" }, [escape(condition)])],
    children: [],
    roots: [],
  };
}

/** Sequence flows along paths such as "start > task > end"; a flow's id is "source-target". */
export const flows = (...paths: readonly string[]): Part[] =>
  paths.flatMap((path) => {
    const ids = path.split(">").map((id) => id.trim());
    return ids.slice(1).map((target, index) => sequence(ids[index] ?? "", target));
  });

/** A sequence flow with a condition. */
export const when = (source: string, target: string, condition: string): Part =>
  sequence(source, target, { condition });

/** An association, as from a compensation boundary event to its handler. */
export const association = (source: string, target: string): Part => ({
  ...sequence(source, target),
  kind: "other",
  tag: "bpmn:association",
  attributes: { id: `${source}-to-${target}`, sourceRef: source, targetRef: target, associationDirection: "One" },
});

function render(part: Part, siblings: readonly Part[]): string {
  const { id } = part.attributes;
  const linked = (end: "sourceRef" | "targetRef", tag: string): string[] =>
    siblings
      .filter((other) => other.kind === "flow" && other.attributes[end] === id)
      .map((other) => xml(tag, {}, [String(other.attributes["id"])]));
  return xml(part.tag, part.attributes, [
    part.extensions.length === 0 ? "" : xml("bpmn:extensionElements", {}, part.extensions),
    ...(part.kind === "node" ? [...linked("targetRef", "bpmn:incoming"), ...linked("sourceRef", "bpmn:outgoing")] : []),
    ...part.content,
    ...renderAll(part.children),
  ]);
}

function renderAll(parts: readonly Part[]): string[] {
  const ordered = [...parts.filter(({ kind }) => kind !== "other"), ...parts.filter(({ kind }) => kind === "other")];
  return ordered.map((part) => render(part, parts));
}

const rootsOf = (parts: readonly Part[]): Root[] => parts.flatMap((part) => [...part.roots, ...rootsOf(part.children)]);

/** What a process carries besides its parts. */
export interface ProcessOptions {
  readonly name?: string;
  readonly versionTag?: string;
  readonly executable?: boolean;
  readonly extensions?: readonly string[];
}

/** A process as XML, to stand in a definitions element. */
function processXml(id: string, parts: readonly Part[], options: ProcessOptions): string {
  const tag = options.versionTag === undefined ? [] : [xml("zeebe:versionTag", { value: options.versionTag })];
  const extensions = [...tag, ...(options.extensions ?? [])];
  return xml("bpmn:process", { id, name: options.name, isExecutable: options.executable ?? true }, [
    extensions.length === 0 ? "" : xml("bpmn:extensionElements", {}, extensions),
    ...renderAll(parts),
  ]);
}

const NAMESPACES = {
  "xmlns:bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
  "xmlns:zeebe": "http://camunda.org/schema/zeebe/1.0",
  "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
  id: "definitions",
  targetNamespace: "https://kim-regelkreis.example/conformance",
};

/** A BPMN file with one process, nested arrays of parts allowed. */
export function process(id: string, parts: readonly (Part | readonly Part[])[], options: ProcessOptions = {}): string {
  const all = parts.flat();
  const roots = new Map(rootsOf(all).map((root) => [root.id, root.text]));
  return `<?xml version="1.0" encoding="UTF-8"?>${xml("bpmn:definitions", NAMESPACES, [
    ...[...roots.values()],
    processXml(id, all, options),
  ])}`;
}
