import type { ElementInstance, ProcessInstance, ScenarioDriver, Snapshot, UserTask } from "./driver.ts";
import { InstructionFailed } from "./errors.ts";
import type { ElementSelector, UserTaskSelector } from "./format.ts";
import type { ElementNames } from "./models.ts";

/** The youngest instance of a process. Throws InstructionFailed when there was none. */
export function youngestInstance(snapshot: Snapshot, processId: string): ProcessInstance {
  const found = snapshot.instances.findLast((instance) => instance.processId === processId);
  if (found === undefined) throw new InstructionFailed(`Expected an instance of ${processId}, but there was none`);
  return found;
}

/** The id behind a selector by id or name. Throws InstructionFailed for a name no element of the process has. */
export function elementIdOf(
  names: ElementNames,
  processId: string,
  { elementId, elementName }: ElementSelector,
): string {
  if (elementId !== undefined) return elementId;
  const id = names(processId).find(({ name }) => name === elementName)?.id;
  if (id === undefined)
    throw new InstructionFailed(`Expected an element "${elementName ?? ""}" in ${processId}, but there is none`);
  return id;
}

/** Instances of an element inside an instance of a process, in the order of creation. */
export function elementsOf(
  snapshot: Snapshot,
  instance: ProcessInstance,
  elementId: string,
): readonly ElementInstance[] {
  return snapshot.elements.filter(
    (element) => element.processInstanceKey === instance.key && element.elementId === elementId,
  );
}

/** User tasks that a selector means, in the order of creation. */
export function matchingTasks(snapshot: Snapshot, selector: UserTaskSelector): readonly UserTask[] {
  return snapshot.userTasks.filter(
    (task) =>
      (selector.elementId === undefined || task.elementId === selector.elementId) &&
      (selector.taskName === undefined || task.name === selector.taskName) &&
      (selector.processDefinitionId === undefined || task.processId === selector.processDefinitionId),
  );
}

/** Words for a selector in a message. */
export function describeSelector(selector: Readonly<Record<string, string | undefined>>): string {
  return Object.values(selector)
    .filter((value) => value !== undefined)
    .join(" / ");
}

/** What is open now, for the message of a failed instruction. */
export async function describeOpenTasks(driver: ScenarioDriver): Promise<string> {
  const { userTasks, incidents, elements } = await driver.snapshot();
  const open = userTasks.filter(({ state }) => state === "created").map(({ elementId }) => elementId);
  const faults = incidents.map(({ elementId, message }) => `${elementId}: ${message}`);
  const active = elements.filter(({ state }) => state === "active").map(({ elementId }) => elementId);
  return [
    `open tasks: ${open.length === 0 ? "none" : open.join(", ")}`,
    `active elements: ${active.length === 0 ? "none" : active.join(", ")}`,
    ...(faults.length === 0 ? [] : [`incidents: ${faults.join("; ")}`]),
  ].join("; ");
}
