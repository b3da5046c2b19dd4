import { completeActivity } from "../behaviour/activity-end.ts";
import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import type { Result } from "../behaviour/expressions.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { mapInputs, mapOutputs } from "../behaviour/mapping.ts";
import { putResult } from "../behaviour/results.ts";
import { endByTermination } from "../behaviour/termination.ts";
import type { JsonValue } from "../core/record.ts";
import type { Element } from "../model/process.ts";
import type { ElementBehaviour, ElementContext } from "../core/runtime.ts";
import { complete, toActivated } from "../core/transitions.ts";
import { jobTask } from "./job-task.ts";

/** What kinds of evaluated tasks differ in. */
interface Evaluated<S> {
  /** What the model says is to be evaluated; undefined makes the task a job. */
  readonly source: (element: Element) => S | undefined;
  readonly evaluate: (context: ElementContext, source: S) => Result<JsonValue>;
  /** Name of the variable that takes the result. */
  readonly resultVariable: (source: S) => string;
}

/** A task whose result the engine works out itself, in one step; a job where the model names a job type instead. */
export function evaluatedTask<S>({ source, evaluate, resultVariable }: Evaluated<S>): ElementBehaviour {
  return {
    activate: (context) => {
      const evaluated = source(context.element);
      if (evaluated === undefined) return jobTask.activate(context);
      const mapping = mapInputs(context);
      if (mapping !== undefined) return mapping;
      const result = evaluate(context, evaluated);
      if (!result.ok) return result.failure;
      const subscribing = subscribe(context);
      if (subscribing !== undefined) return subscribing;
      toActivated(context);
      putResult(context, resultVariable(evaluated), result.value);
      complete(context);
      return undefined;
    },
    complete: (context) => {
      const failure = mapOutputs(context);
      if (failure !== undefined) return failure;
      unsubscribe(context);
      return completeActivity(context);
    },
    terminate: (context) => {
      if (source(context.element) === undefined) {
        jobTask.terminate(context);
        return;
      }
      unsubscribe(context);
      dropIncidents(context);
      endByTermination(context);
    },
  };
}
