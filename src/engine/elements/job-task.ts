import { completeActivity, concludeActivity } from "../behaviour/activity-end.ts";
import { subscribe, unsubscribe } from "../behaviour/catch-events.ts";
import { endByTermination } from "../behaviour/termination.ts";
import { dropIncidents } from "../behaviour/incidents.ts";
import { cancelJob, createJob, jobProperties } from "../behaviour/jobs.ts";
import { jobHeaders } from "../behaviour/linked-resources.ts";
import { mapInputs } from "../behaviour/mapping.ts";
import type { ElementBehaviour } from "../core/runtime.ts";
import { toActivated } from "../core/transitions.ts";

/** Tasks whose work is a job: service, send, business rule and script tasks with a task definition; message throw events alike. */
export const jobTask: ElementBehaviour = {
  prepare: mapInputs,
  activate: (context) => {
    const { job } = context.element;
    if (job === undefined) throw new Error(`Expected element ${context.element.id} to have a task definition`);
    const properties = jobProperties(context, job);
    if ("failure" in properties) return properties.failure;
    const headers = jobHeaders(context, job);
    if (!headers.ok) return headers.failure;
    const subscribing = subscribe(context);
    if (subscribing !== undefined) return subscribing;
    createJob(context, properties, headers.value);
    toActivated(context);
    return undefined;
  },
  conclude: concludeActivity,
  complete: completeActivity,
  terminate: (context) => {
    cancelJob(context);
    unsubscribe(context);
    dropIncidents(context);
    endByTermination(context);
  },
};
