import { completeActivity, concludeActivity } from "../behaviour/activity-end.ts";
import { unsubscribe } from "../behaviour/catch-events.ts";
import type { Result } from "../behaviour/expressions.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { mapInputs } from "../behaviour/mapping.ts";
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

/** A task whose result the engine works out itself, in one step, so that its boundary events never open; a job where the model names a job type instead. */
export function evaluatedTask<S>({ source, evaluate, resultVariable }: Evaluated<S>): ElementBehaviour {
  return {
    prepare: mapInputs,
    activate: (context) => {
      const evaluated = source(context.element);
      if (evaluated === undefined) return jobTask.activate(context);
      const result = evaluate(context, evaluated);
      if (!result.ok) return result.failure;
      toActivated(context);
      putResult(context, resultVariable(evaluated), result.value);
      complete(context);
      return undefined;
    },
    conclude: concludeActivity,
    complete: completeActivity,
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
