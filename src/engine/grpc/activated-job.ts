import type { EngineRecord } from "../core/record.ts";
import { numberOf, objectOf, objectsOf, textOf } from "../history/values.ts";
import { jobKeysOf } from "../jobs/activation.ts";

/** A job as a worker gets it. */
export interface ActivatedJob {
  readonly key: number;
  readonly variables: string;
  readonly customHeaders: string;
}

/** The jobs of a batch as workers get them. */
export function activatedJobs(batch: EngineRecord): ActivatedJob[] {
  const jobs = objectsOf(batch.value, "jobs");
  return jobKeysOf(batch).map((key, index) => {
    const job = jobs[index] ?? {};
    return {
      key,
      type: textOf(job, "type"),
      processInstanceKey: numberOf(job, "processInstanceKey"),
      bpmnProcessId: textOf(job, "bpmnProcessId"),
      processDefinitionVersion: numberOf(job, "processDefinitionVersion"),
      processDefinitionKey: numberOf(job, "processDefinitionKey"),
      elementId: textOf(job, "elementId"),
      elementInstanceKey: numberOf(job, "elementInstanceKey"),
      customHeaders: JSON.stringify(objectOf(job, "customHeaders")),
      worker: textOf(job, "worker"),
      retries: numberOf(job, "retries"),
      deadline: numberOf(job, "deadline"),
      variables: JSON.stringify(objectOf(job, "variables")),
      tenantId: textOf(job, "tenantId"),
    };
  });
}
