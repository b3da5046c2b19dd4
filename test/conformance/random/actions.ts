import type { Command, EngineRecord, JsonObject } from "../../../src/engine/core/record.ts";
import { advance, command, type Step } from "../behaviour.ts";
import type { Known } from "../known.ts";
import { Dice } from "./dice.ts";
import type { Sketch } from "./sketch.ts";

// What a step does is decided when it is played, among what can be done then: it is nearly always legal, and the same
// on both engines as long as they are equal.

const TENANT = "<default>";

/** Something that can be done now, as likely as its weight. */
type Option = readonly [weight: number, act: () => Command];

function variablesOf(dice: Dice): JsonObject {
  return dice.pick<() => JsonObject>([
    () => ({}),
    () => ({ x: dice.below(6) }),
    () => ({ r: dice.below(5), y: 1 }),
    () => ({ o: { n: dice.below(3) } }),
    () => ({ r: 1, x: 1 }),
  ])();
}

function oneOf(dice: Dice, keys: readonly number[]): number {
  return keys[dice.below(keys.length)] ?? 0;
}

function jobOptions(dice: Dice, known: Known): readonly Option[] {
  const keys = known.open("JOB");
  if (keys.length === 0) return [];
  const on = (intent: string, value: JsonObject): Command => ({
    valueType: "JOB",
    intent,
    key: oneOf(dice, keys),
    value,
  });
  return [
    [50, () => on("COMPLETE", { variables: variablesOf(dice) })],
    [8, () => on("THROW_ERROR", { errorCode: dice.pick(["E1", "E1", "E2", "E3"]), variables: variablesOf(dice) })],
    [5, () => on("FAIL", { retries: dice.pick([0, 0, 1]), variables: variablesOf(dice) })],
    [2, () => on("UPDATE", { retries: 2, changedAttributes: ["retries"] })],
    [4, () => activating(dice, known, oneOf(dice, keys))],
  ];
}

function activating(dice: Dice, known: Known, key: number): Command {
  const type =
    known.records.find((record) => record.valueType === "JOB" && record.key === key)?.value["type"] ?? "none";
  const timeout = dice.pick([604_800_000, 1_209_600_000]);
  const value = { type, worker: "worker", timeout, maxJobsToActivate: 2, tenantIds: [TENANT] };
  return { valueType: "JOB_BATCH", intent: "ACTIVATE", value };
}

function userTaskOptions(dice: Dice, known: Known): readonly Option[] {
  const keys = known.open("USER_TASK");
  if (keys.length === 0) return [];
  const on = (intent: string, value: JsonObject): Command => {
    const key = oneOf(dice, keys);
    return { valueType: "USER_TASK", intent, key, value: { userTaskKey: key, ...value } };
  };
  return [
    [30, () => on("COMPLETE", { variables: variablesOf(dice), action: "complete" })],
    [3, () => on("ASSIGN", { assignee: dice.pick(["bob", ""]), action: "assign" })],
    [2, () => on("CLAIM", { assignee: "bob", action: "claim" })],
  ];
}

function incidentOptions(dice: Dice, known: Known): readonly Option[] {
  const keys = known.open("INCIDENT");
  if (keys.length === 0) return [];
  return [
    [12, () => ({ valueType: "INCIDENT", intent: "RESOLVE", key: oneOf(dice, keys), value: {} })],
    [8, () => settingVariables(dice, scopesIn(known))],
  ];
}

/** Where variables are set: not at user tasks, for which that is an update of the task. */
function scopesIn(known: Known): readonly number[] {
  const tasks = new Set(
    known.records.filter(({ value }) => value["bpmnElementType"] === "USER_TASK").map(({ key }) => key),
  );
  return known.open("PROCESS_INSTANCE").filter((key) => !tasks.has(key));
}

function settingVariables(dice: Dice, scopes: readonly number[]): Command {
  const variables = dice.pick<JsonObject>([{ x: 0 }, { k: "key-1", y: 1 }, { r: 4 }, { x: 3, o: { n: 1 } }]);
  const value = { scopeKey: oneOf(dice, scopes), updateSemantics: dice.pick(["PROPAGATE", "LOCAL"]), variables };
  return { valueType: "VARIABLE_DOCUMENT", intent: "UPDATE", value };
}

function anyTimeOptions(dice: Dice, known: Known): readonly Option[] {
  const awaitsMessage = known.records.some(({ valueType }) => valueType === "PROCESS_MESSAGE_SUBSCRIPTION");
  const instances = known.open("PROCESS_INSTANCE");
  if (instances.length === 0) return [[1, creation]];
  return [
    [awaitsMessage ? 12 : 3, () => publishing(dice)],
    [4, () => broadcasting(dice)],
    [3, () => settingVariables(dice, scopesIn(known))],
    [1, () => ({ valueType: "PROCESS_INSTANCE", intent: "CANCEL", key: known.instance(), value: {} })],
  ];
}

function publishing(dice: Dice): Command {
  const timeToLive = dice.pick([0, 2_592_000_000]);
  const variables = dice.pick<JsonObject>([{}, { x: 3 }]);
  const name = dice.pick(["go", "stop"]);
  const value = { name, correlationKey: "key-1", timeToLive, messageId: "", variables, tenantId: TENANT };
  return { valueType: "MESSAGE", intent: "PUBLISH", value };
}

const broadcasting = (dice: Dice): Command => ({
  valueType: "SIGNAL",
  intent: "BROADCAST",
  value: { signalName: "alarm", variables: dice.pick<JsonObject>([{}, { y: 2 }]), tenantId: TENANT },
});

/** A new instance of the model. */
export const creation = (): Command => ({
  valueType: "PROCESS_INSTANCE_CREATION",
  intent: "CREATE",
  value: {
    bpmnProcessId: "p",
    version: -1,
    tenantId: TENANT,
    variables: { k: "key-1", x: 2, y: 1, list: [1, 2], r: 0, o: { n: 1 } },
  },
});

const IN_MODEL = new Set([
  "SERVICE_TASK",
  "USER_TASK",
  "SUB_PROCESS",
  "CALL_ACTIVITY",
  "EXCLUSIVE_GATEWAY",
  "END_EVENT",
]);

function wideOptions(dice: Dice, known: Known): readonly Option[] {
  const instances = known.open("PROCESS_INSTANCE");
  const typed = (key: number): EngineRecord | undefined => known.records.findLast((record) => record.key === key);
  const free = instances.filter((key) => typed(key)?.value["bpmnElementType"] === "AD_HOC_SUB_PROCESS");
  return [
    ...(free.length === 0 ? [] : [[20, () => beginning(dice, known, oneOf(dice, free))] satisfies Option]),
    ...(instances.length < 2 ? [] : [[3, () => modifying(dice, known)] satisfies Option]),
  ];
}

function beginning(dice: Dice, known: Known, key: number): Command {
  const id = known.records.findLast((record) => record.key === key)?.value["elementId"];
  const elementId = `${typeof id === "string" ? id : ""}-${dice.pick(["x", "y"])}`;
  return {
    valueType: "AD_HOC_SUB_PROCESS_INSTRUCTION",
    intent: "ACTIVATE",
    value: {
      adHocSubProcessInstanceKey: key,
      activateElements: [{ elementId, variables: variablesOf(dice) }],
      cancelRemainingInstances: dice.chance(20),
    },
  };
}

const textIn = (value: JsonObject, name: string): string => {
  const found = value[name];
  return typeof found === "string" ? found : "";
};

/** Begins an element that was active once, and sometimes ends another. */
function modifying(dice: Dice, known: Known): Command {
  const root = known.instance();
  const elements = known.records.filter(
    ({ valueType, value }) =>
      valueType === "PROCESS_INSTANCE" &&
      value["processInstanceKey"] === root &&
      IN_MODEL.has(textIn(value, "bpmnElementType")),
  );
  const ids = [...new Set(elements.map(({ value }) => textIn(value, "elementId")))];
  const open = known.open("PROCESS_INSTANCE").filter((key) => elements.some((record) => record.key === key));
  const elementId = ids[dice.below(Math.max(ids.length, 1))];
  return {
    valueType: "PROCESS_INSTANCE_MODIFICATION",
    intent: "MODIFY",
    key: root,
    value: {
      processInstanceKey: root,
      activateInstructions: elementId === undefined ? [] : [{ elementId }],
      terminateInstructions: open.length > 0 && dice.chance(50) ? [{ elementInstanceKey: oneOf(dice, open) }] : [],
    },
  };
}

/** One thing that somebody does, or a while in which nobody does anything. */
export function action({ dice, isWide }: Pick<Sketch, "dice" | "isWide">, number: number): Step {
  if (dice.chance(11)) return advance(dice.pick(["PT30M", "PT1H", "PT3H"]));
  const seed = dice.below(1_000_000);
  return command(`step ${number}`, (known) => {
    const thrown = new Dice(seed);
    const all = [jobOptions, userTaskOptions, incidentOptions, anyTimeOptions, ...(isWide ? [wideOptions] : [])];
    const options = all.flatMap((of) => of(thrown, known));
    return thrown.weighted(options)();
  });
}
