import { completeActivity, concludeActivity } from "../behaviour/activity-end.ts";
import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { cancelJob } from "../behaviour/jobs.ts";
import { mapInputs } from "../behaviour/mapping.ts";
import { userTaskProperties } from "../behaviour/user-task-properties.ts";
import { assignNewTask, endWithUserTask, createUserTask } from "../behaviour/user-tasks.ts";
import { instanceOf, type ElementBehaviour } from "../core/runtime.ts";
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
    createUserTask(context, properties.value);
    toActivated(context);
    assignNewTask(context.rt, instanceOf(context).userTaskKey);
    return undefined;
  },
  conclude: concludeActivity,
  complete: completeActivity,
  terminate: (context) => {
    if (context.element.userTask?.isNative !== true) {
      jobUserTask.terminate(context);
      return;
    }
    cancelJob(context);
    unsubscribe(context);
    dropIncidents(context);
    endWithUserTask(context);
  },
};
