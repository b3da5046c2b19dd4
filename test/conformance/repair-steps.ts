import type { JsonObject } from "../../src/engine/core/record.ts";
import type { Step } from "./behaviour.ts";
import { NO_KEY, type Known } from "./known.ts";

/** Finds an element instance in what a player has seen. */
export type Pick = string | ((known: Known) => number);

/** Key of the first, second, … instance of an element that has been activating, over or not, from 0. */
export const nth =
  (elementId: string, index: number): ((known: Known) => number) =>
  (known) => {
    const keys = known.records
      .filter(
        ({ valueType, intent, value }) =>
          valueType === "PROCESS_INSTANCE" && intent === "ELEMENT_ACTIVATING" && value["elementId"] === elementId,
      )
      .map(({ key }) => key);
    return [...new Set(keys)][index] ?? NO_KEY;
  };

const keyOf = (known: Known, pick: Pick): number => (typeof pick === "string" ? known.element(pick) : pick(known));

/** What is to be activated. */
export interface Activation {
  readonly id: string;
  /** The element instance in which it is to be activated, or any above. */
  readonly ancestor?: Pick;
  /** Variables by the id of their scope; "" is the process instance. */
  readonly variables?: Readonly<Record<string, JsonObject>>;
}

/** What a modification does. */
export interface Modification {
  readonly activate?: readonly (string | Activation)[];
  readonly terminate?: readonly Pick[];
  /** Process whose oldest active instance is modified; else the oldest of all. */
  readonly of?: string;
}

function activation(known: Known, wanted: string | Activation): JsonObject {
  if (typeof wanted === "string") return { elementId: wanted };
  const { id, ancestor, variables = {} } = wanted;
  return {
    elementId: id,
    ...(ancestor === undefined ? {} : { ancestorScopeKey: keyOf(known, ancestor) }),
    variableInstructions: Object.entries(variables).map(([elementId, of]) => ({ elementId, variables: of })),
  };
}

/** Modifies a process instance. */
export const modify = ({ activate = [], terminate = [], of }: Modification): Step => ({
  label: `modify${describe(activate, terminate)}`,
  command: (known) => {
    const key = known.instance(of);
    return {
      valueType: "PROCESS_INSTANCE_MODIFICATION",
      intent: "MODIFY",
      key,
      value: {
        processInstanceKey: key,
        activateInstructions: activate.map((each) => activation(known, each)),
        terminateInstructions: terminate.map((each) => ({ elementInstanceKey: keyOf(known, each) })),
      },
    };
  },
});

function describe(activate: readonly (string | Activation)[], terminate: readonly Pick[]): string {
  const ids = activate.map((each) => ` +${typeof each === "string" ? each : each.id}`);
  return [...ids, ...terminate.map((each) => ` -${typeof each === "string" ? each : "one"}`)].join("");
}
/** Migrates a process instance to the newest version of a process. */
export const migrate = (
  target: string,
  mapping: Readonly<Record<string, string>> = {},
  options: { of?: string; pairs?: readonly (readonly [string, string])[] } = {},
): Step => ({
  label: `migrate to ${target}`,
  command: (known) => {
    const key = known.instance(options.of);
    const pairs = [...Object.entries(mapping), ...(options.pairs ?? [])];
    return {
      valueType: "PROCESS_INSTANCE_MIGRATION",
      intent: "MIGRATE",
      key,
      value: {
        processInstanceKey: key,
        targetProcessDefinitionKey: known.definition(target),
        mappingInstructions: pairs.map(([sourceElementId, targetElementId]) => ({ sourceElementId, targetElementId })),
      },
    };
  },
});
