import { completeActivity } from "../behaviour/activity-end.ts";
import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { mapInputs, mapOutputs } from "../behaviour/mapping.ts";
import { endByTermination } from "../behaviour/termination.ts";
import { userTaskProperties } from "../behaviour/user-task-properties.ts";
import { assignUserTask, cancelUserTask, createUserTask } from "../behaviour/user-tasks.ts";
import type { ElementBehaviour } from "../core/runtime.ts";
import { toActivated } from "../core/transitions.ts";
import { jobUserTask } from "./job-user-task.ts";

/** Camunda user tasks; without `zeebe:userTask` they are jobs. */
export const userTask: ElementBehaviour = {
  activate: (context) => {
    const source = context.element.userTask;
    if (source?.isNative !== true) return jobUserTask.activate(context);
    const mapping = mapInputs(context);
    if (mapping !== undefined) return mapping;
    const properties = userTaskProperties(context, source);
    if (!properties.ok) return properties.failure;
    const subscribing = subscribe(context);
    if (subscribing !== undefined) return subscribing;
    const task = createUserTask(context, properties.value);
    toActivated(context);
    assignUserTask(context.rt, task, properties.value.assignee);
    return undefined;
  },
  complete: (context) => {
    const failure = mapOutputs(context);
    if (failure !== undefined) return failure;
    unsubscribe(context);
    return completeActivity(context);
  },
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
