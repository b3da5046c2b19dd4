import { completeActivity, concludeActivity } from "../behaviour/activity-end.ts";
import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { mapInputs } from "../behaviour/mapping.ts";
import { endByTermination } from "../behaviour/termination.ts";
import { userTaskProperties } from "../behaviour/user-task-properties.ts";
import { assignUserTask, cancelUserTask, createUserTask } from "../behaviour/user-tasks.ts";
import type { ElementBehaviour } from "../core/runtime.ts";
import { toActivated } from "../core/transitions.ts";
import { jobUserTask } from "./job-user-task.ts";

/** Camunda user tasks; without `zeebe:userTask` they are jobs. */
export const userTask: ElementBehaviour = {
  prepare: mapInputs,
  activate: (context) => {
    const source = context.element.userTask;
    if (source?.isNative !== true) return jobUserTask.activate(context);
    const properties = userTaskProperties(context, source);
    if (!properties.ok) return properties.failure;
    const subscribing = subscribe(context);
    if (subscribing !== undefined) return subscribing;
    const task = createUserTask(context, properties.value);
    toActivated(context);
    assignUserTask(context.rt, task, properties.value.assignee);
    return undefined;
  },
  conclude: concludeActivity,
  complete: completeActivity,
  terminate: (context) => {
    if (context.element.userTask?.isNative !== true) {
      jobUserTask.terminate(context);
      return;
    }
    unsubscribe(context);
    cancelUserTask(context);
    dropIncidents(context);
    endByTermination(context);
  },
};
