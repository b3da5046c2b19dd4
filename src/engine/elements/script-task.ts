import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { evaluateJson } from "../behaviour/expressions.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { mapInputs, mapOutputs } from "../behaviour/mapping.ts";
import { putResult } from "../behaviour/results.ts";
import { endByTermination } from "../behaviour/termination.ts";
import type { ElementBehaviour } from "../core/runtime.ts";
import { complete, toActivated, toCompleted } from "../core/transitions.ts";
import { jobTask } from "./job-task.ts";

/** Script tasks: a FEEL expression that the engine evaluates, or a job. */
export const scriptTask: ElementBehaviour = {
  activate: (context) => {
    const { script } = context.element;
    if (script === undefined) return jobTask.activate(context);
    const mapping = mapInputs(context);
    if (mapping !== undefined) return mapping;
    const result = evaluateJson(context, script.expression);
    if (!result.ok) return result.failure;
    const subscribing = subscribe(context);
    if (subscribing !== undefined) return subscribing;
    toActivated(context);
    putResult(context, script.resultVariable, result.value);
    complete(context);
    return undefined;
  },
  complete: (context) => {
    const failure = mapOutputs(context);
    if (failure !== undefined) return failure;
    unsubscribe(context);
    return toCompleted(context);
  },
  terminate: (context) => {
    if (context.element.script === undefined) {
      jobTask.terminate(context);
      return;
    }
    unsubscribe(context);
    dropIncidents(context);
    endByTermination(context);
  },
};
