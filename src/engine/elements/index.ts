import type { ElementBehaviour } from "../core/runtime.ts";
import type { ElementType } from "../model/source.ts";
import { jobTask } from "./job-task.ts";
import { passThrough } from "./pass-through.ts";
import { processElement } from "./process.ts";
import { startEvent } from "./start-event.ts";

/** The behaviour of every kind of element that the engine runs. */
const BEHAVIOURS: Partial<Readonly<Record<ElementType, ElementBehaviour>>> = {
  PROCESS: processElement,
  START_EVENT: startEvent,
  END_EVENT: passThrough,
  MANUAL_TASK: passThrough,
  TASK: passThrough,
  SERVICE_TASK: jobTask,
  SEND_TASK: jobTask,
};

/** The behaviour of a kind of element; throws for a kind that deployment should have refused. */
export function behaviourOf(type: ElementType): ElementBehaviour {
  const behaviour = BEHAVIOURS[type];
  if (behaviour === undefined) throw new Error(`Expected an element that the engine runs, but got ${type}`);
  return behaviour;
}
