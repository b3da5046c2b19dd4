import type { State } from "../store/state.ts";
import type { ElementInstance } from "../store/tables.ts";
import type { Findings } from "./findings.ts";

/** What is remembered of every element instance while a file is looked at. */
interface Seen {
  readonly parentKey: number;
  readonly children: number;
  readonly elementId: string;
  /** A modification can make a process inside of a process: it has a scope and yet is one. */
  readonly isProcess: boolean;
  isCounted: number;
}

/** The element instances of a file by key. */
export type SeenElements = ReadonlyMap<number, Seen>;

/** Reads the tree of element instances and checks it: every scope exists and counts its children, whatever is named exists. */
export function checkElements(state: State, findings: Findings): SeenElements {
  const seen = new Map<number, Seen>();
  for (const { key, parentKey, children, value } of state.elementInstances.all())
    seen.set(key, {
      parentKey,
      children,
      elementId: value.elementId,
      isProcess: value.bpmnElementType === "PROCESS",
      isCounted: 0,
    });
  for (const instance of state.elementInstances.all()) checkElement(instance, { state, seen, findings });
  for (const [key, { children, isCounted, elementId }] of seen) {
    if (children !== isCounted)
      findings.add(
        "children",
        `Expected ${named(key, elementId)} to have ${children} children, but it has ${isCounted}`,
      );
  }
  return seen;
}

const named = (key: number, elementId: string): string => `element instance ${key} ('${elementId}')`;

interface Surroundings {
  readonly state: State;
  readonly seen: ReadonlyMap<number, Seen>;
  readonly findings: Findings;
}

function checkElement(instance: ElementInstance, { state, seen, findings }: Surroundings): void {
  const { key, parentKey, phase, value, jobKey, userTaskKey } = instance;
  const who = named(key, value.elementId);
  const parent = seen.get(parentKey);
  if (parent !== undefined) parent.isCounted += 1;
  else if (parentKey !== -1) findings.missing("scope", who, `its scope ${parentKey}`);
  if (state.processes.get(value.processDefinitionKey) === undefined)
    findings.missing("process", who, `process definition ${value.processDefinitionKey}`);
  if (jobKey !== -1 && state.jobs.get(jobKey) === undefined) findings.missing("job", who, `its job ${jobKey}`);
  // One that completes and cannot, for its output mapping fails, has done its task already.
  if (phase === "ELEMENT_ACTIVATED" && userTaskKey !== -1 && state.userTasks.get(userTaskKey) === undefined)
    findings.missing("user task", who, `its user task ${userTaskKey}`);
  const caller = value.parentElementInstanceKey;
  if (parentKey === -1 && caller !== -1 && !seen.has(caller)) findings.missing("caller", who, `its caller ${caller}`);
}
