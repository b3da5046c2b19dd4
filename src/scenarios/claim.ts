import { isDeepStrictEqual } from "node:util";
import type { ElementInstance, InstanceState, ScenarioDriver, Snapshot, UserTask } from "./driver.ts";
import { InstructionFailed } from "./errors.ts";
import type { Assertion } from "./format.ts";
import type { ElementNames } from "./models.ts";
import {
  describeOpenTasks,
  describeSelector,
  elementIdOf,
  elementsOf,
  matchingTasks,
  youngestInstance,
} from "./select.ts";

type Of<T extends Assertion["type"]> = Extract<Assertion, { type: T }>;

interface Court {
  readonly driver: ScenarioDriver;
  readonly names: ElementNames;
}

/** Checks a claim about the engine's present state. Throws InstructionFailed with what was expected and what is. */
export async function claim(driver: ScenarioDriver, names: ElementNames, assertion: Assertion): Promise<void> {
  const court = { driver, names };
  switch (assertion.type) {
    case "ASSERT_PROCESS_INSTANCE":
      return processInstance(court, assertion);
    case "ASSERT_ELEMENT_INSTANCE":
      return elementInstance(court, assertion);
    case "ASSERT_ELEMENT_INSTANCES":
      return elementInstances(court, assertion);
    case "ASSERT_VARIABLES":
      return variables(court, assertion);
    case "ASSERT_USER_TASK":
      return userTask(court, assertion);
    case "ASSERT_DECISION":
      return decision(court, assertion);
    case "ASSERT_PROCESS_INSTANCE_MESSAGE_SUBSCRIPTION":
      return subscription(court, assertion);
  }
}

const STATES: Readonly<Record<string, InstanceState>> = {
  IS_ACTIVE: "active",
  IS_CREATED: "active",
  IS_COMPLETED: "completed",
  IS_TERMINATED: "terminated",
};

async function processInstance({ driver }: Court, claimed: Of<"ASSERT_PROCESS_INSTANCE">): Promise<void> {
  const snapshot = await driver.snapshot();
  const instance = youngestInstance(snapshot, claimed.processInstanceSelector.processDefinitionId);
  const { state, hasActiveIncidents } = claimed;
  const isAnyState = state === undefined || (state === "IS_CREATED" && instance.state !== "terminated");
  if (!isAnyState && instance.state !== STATES[state])
    await fail(driver, `Expected ${instance.processId} to be ${STATES[state] ?? state}, but it is ${instance.state}`);
  if (hasActiveIncidents === undefined) return;
  const has = snapshot.incidents.some(({ processInstanceKey }) => processInstanceKey === instance.key);
  if (has !== hasActiveIncidents)
    await fail(
      driver,
      `Expected ${instance.processId} to have ${hasActiveIncidents ? "an incident" : "no incident"}, but it has ${has ? "one" : "none"}`,
    );
}

async function elementInstance({ driver, names }: Court, claimed: Of<"ASSERT_ELEMENT_INSTANCE">): Promise<void> {
  const snapshot = await driver.snapshot();
  const instance = youngestInstance(snapshot, claimed.processInstanceSelector.processDefinitionId);
  const elementId = elementIdOf(names, instance.processId, claimed.elementSelector);
  const found = elementsOf(snapshot, instance, elementId).filter(({ state }) => state === STATES[claimed.state]);
  if (found.length !== claimed.amount)
    await fail(
      driver,
      `Expected ${elementId} to be ${STATES[claimed.state] ?? ""} ${claimed.amount} times, but it is ${found.length} times`,
    );
}

async function elementInstances({ driver, names }: Court, claimed: Of<"ASSERT_ELEMENT_INSTANCES">): Promise<void> {
  const snapshot = await driver.snapshot();
  const instance = youngestInstance(snapshot, claimed.processInstanceSelector.processDefinitionId);
  const ids = claimed.elementSelectors.map((selector) => elementIdOf(names, instance.processId, selector));
  const own = snapshot.elements.filter(({ processInstanceKey }) => processInstanceKey === instance.key);
  const fault = elementsFault(claimed.state, ids, own);
  if (fault !== undefined) await fail(driver, fault);
}

function elementsFault(
  state: Of<"ASSERT_ELEMENT_INSTANCES">["state"],
  ids: readonly string[],
  own: readonly ElementInstance[],
): string | undefined {
  const inState = (wanted: InstanceState): string[] =>
    own.filter((element) => element.state === wanted).map(({ elementId }) => elementId);
  switch (state) {
    case "IS_ACTIVE":
      return missing("to be active", ids, inState("active"));
    case "IS_COMPLETED":
      return missing("to be completed", ids, inState("completed"));
    case "IS_TERMINATED":
      return missing("to be terminated", ids, inState("terminated"));
    case "IS_NOT_ACTIVE":
      return present("not to be active", ids, inState("active"));
    case "IS_NOT_ACTIVATED":
      return present(
        "never to be activated",
        ids,
        own.map(({ elementId }) => elementId),
      );
    case "IS_ACTIVE_EXACTLY":
      return missing("to be active", ids, inState("active")) ?? surplus(ids, inState("active"));
    case "IS_COMPLETED_IN_ORDER":
      return outOfOrder(ids, inState("completed"));
  }
}

function missing(expectation: string, ids: readonly string[], found: readonly string[]): string | undefined {
  const lacking = ids.filter((id) => !found.includes(id));
  return lacking.length === 0 ? undefined : `Expected ${lacking.join(", ")} ${expectation}, but that is not so`;
}

function present(expectation: string, ids: readonly string[], found: readonly string[]): string | undefined {
  const there = ids.filter((id) => found.includes(id));
  return there.length === 0 ? undefined : `Expected ${there.join(", ")} ${expectation}, but that is so`;
}

function surplus(ids: readonly string[], found: readonly string[]): string | undefined {
  const more = found.filter((id) => !ids.includes(id));
  return more.length === 0 ? undefined : `Expected nothing else to be active, but ${more.join(", ")} is`;
}

function outOfOrder(ids: readonly string[], completed: readonly string[]): string | undefined {
  let position = -1;
  for (const id of ids) {
    position = completed.indexOf(id, position + 1);
    if (position < 0) return `Expected ${ids.join(" → ")} to be completed in this order, but ${id} breaks it`;
  }
  return undefined;
}

async function variables({ driver, names }: Court, claimed: Of<"ASSERT_VARIABLES">): Promise<void> {
  const snapshot = await driver.snapshot();
  const instance = youngestInstance(snapshot, claimed.processInstanceSelector.processDefinitionId);
  const scopeKey =
    claimed.elementSelector === undefined
      ? instance.key
      : scopeOf(snapshot, { names, instance, selector: claimed.elementSelector });
  const found = new Map(
    (await driver.variables(instance.key))
      .filter((variable) => variable.scopeKey === scopeKey)
      .map(({ name, value }) => [name, value]),
  );
  const wanted = [...(claimed.variableNames ?? []), ...Object.keys(claimed.variables ?? {})];
  const absent = wanted.filter((name) => !found.has(name));
  if (absent.length > 0)
    await fail(driver, `Expected the variables ${absent.join(", ")} in ${instance.processId}, but they are not there`);
  for (const [name, value] of Object.entries(claimed.variables ?? {}))
    if (!isDeepStrictEqual(found.get(name), value))
      await fail(
        driver,
        `Expected ${name} to be ${JSON.stringify(value)}, but it is ${JSON.stringify(found.get(name))}`,
      );
}

function scopeOf(
  snapshot: Snapshot,
  {
    names,
    instance,
    selector,
  }: {
    names: ElementNames;
    instance: Snapshot["instances"][number];
    selector: NonNullable<Of<"ASSERT_VARIABLES">["elementSelector"]>;
  },
): string {
  const elementId = elementIdOf(names, instance.processId, selector);
  const element = elementsOf(snapshot, instance, elementId).at(-1);
  if (element === undefined)
    throw new InstructionFailed(`Expected ${elementId} to have been activated, but it was not`);
  return element.key;
}

const TASK_STATES: Readonly<Record<string, UserTask["state"]>> = {
  IS_CREATED: "created",
  IS_COMPLETED: "completed",
  IS_CANCELED: "canceled",
  IS_FAILED: "failed",
};

async function userTask({ driver }: Court, claimed: Of<"ASSERT_USER_TASK">): Promise<void> {
  const task = matchingTasks(await driver.snapshot(), claimed.userTaskSelector).at(-1);
  if (task === undefined) {
    await fail(driver, `Expected a user task ${describeSelector(claimed.userTaskSelector)}, but there was none`);
    return;
  }
  const fault = taskFaults(task, claimed);
  if (fault !== undefined) await fail(driver, fault);
}

function taskFaults(task: UserTask, claimed: Of<"ASSERT_USER_TASK">): string | undefined {
  const groups = (list: readonly string[] | undefined) => list?.toSorted().join(", ");
  const pairs: (readonly [string, string | number | undefined, string | number | undefined])[] = [
    ["state", claimed.state === undefined ? undefined : TASK_STATES[claimed.state], task.state],
    ["assignee", claimed.assignee, task.assignee],
    ["candidateGroups", groups(claimed.candidateGroups), groups(task.candidateGroups)],
    ["priority", claimed.priority, task.priority],
    ["elementId", claimed.elementId, task.elementId],
    ["name", claimed.name, task.name],
    ["dueDate", instantOf(claimed.dueDate), instantOf(task.dueDate)],
    ["followUpDate", instantOf(claimed.followUpDate), instantOf(task.followUpDate)],
  ];
  const wrong = pairs.find(([, expected, actual]) => expected !== undefined && expected !== actual);
  if (wrong === undefined) return undefined;
  return `Expected ${wrong[0]} of ${task.elementId} to be ${String(wrong[1])}, but it is ${String(wrong[2])}`;
}

/** Two texts of one moment are the same date. */
function instantOf(text: string | undefined): number | string | undefined {
  if (text === undefined) return undefined;
  const parsed = Date.parse(text.replace(/\[.*\]$/, ""));
  return Number.isNaN(parsed) ? text : parsed;
}

async function decision({ driver }: Court, claimed: Of<"ASSERT_DECISION">): Promise<void> {
  const { decisionDefinitionId, decisionDefinitionName } = claimed.decisionSelector;
  const found = (await driver.decisions()).findLast(
    ({ decisionId, decisionName }) => decisionId === decisionDefinitionId || decisionName === decisionDefinitionName,
  );
  if (found === undefined)
    throw new InstructionFailed(
      `Expected ${describeSelector(claimed.decisionSelector)} to be evaluated, but it was not`,
    );
  const { matchedRules, output } = found;
  if (claimed.output !== undefined && !isDeepStrictEqual(output, claimed.output))
    await fail(
      driver,
      `Expected ${found.decisionId} to say ${JSON.stringify(claimed.output)}, but it said ${JSON.stringify(output)}`,
    );
  const matches = (wanted: readonly number[]) => wanted.every((rule) => matchedRules.includes(rule));
  const isRight =
    matches(claimed.matchedRules ?? []) &&
    !(claimed.notMatchedRules ?? []).some((rule) => matchedRules.includes(rule)) &&
    (!claimed.noMatchedRules || matchedRules.length === 0);
  if (!isRight)
    await fail(driver, `Expected other rules of ${found.decisionId} to match, but it were ${matchedRules.join(", ")}`);
}

async function subscription(
  { driver }: Court,
  claimed: Of<"ASSERT_PROCESS_INSTANCE_MESSAGE_SUBSCRIPTION">,
): Promise<void> {
  const instance = youngestInstance(await driver.snapshot(), claimed.processInstanceSelector.processDefinitionId);
  const { messageName, correlationKey } = claimed.messageSelector;
  const own = (await driver.subscriptions(instance.key)).filter(
    (wait) =>
      wait.messageName === messageName && (correlationKey === undefined || wait.correlationKey === correlationKey),
  );
  const isWaiting = own.some(({ state }) => state === "waiting");
  const holds = {
    IS_WAITING: isWaiting,
    IS_NOT_WAITING: !isWaiting,
    IS_CORRELATED: own.some(({ state }) => state === "correlated"),
  };
  if (!holds[claimed.state])
    await fail(driver, `Expected the wait for ${messageName}: ${claimed.state}, but that is not so`);
}

async function fail(driver: ScenarioDriver, sentence: string): Promise<never> {
  throw new InstructionFailed(`${sentence} (${await describeOpenTasks(driver)})`);
}
