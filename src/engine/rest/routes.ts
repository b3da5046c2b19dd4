import { OPERATIONS, type OperationId } from "./operations.ts";
import { notImplemented } from "./problem.ts";
import type { Route } from "./route.ts";
import { AUDIT_LOG_ROUTES } from "./routes/audit-logs.ts";
import { BATCH_OPERATION_ROUTES } from "./routes/batch-operations.ts";
import { DECISION_ROUTES } from "./routes/decisions.ts";
import { AD_HOC_ROUTES } from "./routes/ad-hoc-sub-processes.ts";
import { DOCUMENT_ROUTES } from "./routes/documents.ts";
import { ELEMENT_INSTANCE_ROUTES } from "./routes/element-instances.ts";
import { IDENTITY_ROUTES } from "./routes/identity.ts";
import { INCIDENT_ROUTES } from "./routes/incidents.ts";
import { JOB_ROUTES } from "./routes/jobs.ts";
import { JOB_STATISTICS_ROUTES } from "./routes/job-statistics.ts";
import { MESSAGE_ROUTES } from "./routes/messages.ts";
import { PROCESS_DEFINITION_ROUTES } from "./routes/process-definitions.ts";
import { PROCESS_INSTANCE_ROUTES } from "./routes/process-instances.ts";
import { REPAIR_ROUTES } from "./routes/repair.ts";
import { RESOURCE_ROUTES } from "./routes/resources.ts";
import { SYSTEM_ROUTES } from "./routes/system.ts";
import { USER_TASK_ROUTES } from "./routes/user-tasks.ts";

const OFFERED: ReadonlyMap<OperationId, Route> = new Map(
  [
    ...JOB_ROUTES,
    ...PROCESS_INSTANCE_ROUTES,
    ...REPAIR_ROUTES,
    ...BATCH_OPERATION_ROUTES,
    ...USER_TASK_ROUTES,
    ...AD_HOC_ROUTES,
    ...ELEMENT_INSTANCE_ROUTES,
    ...INCIDENT_ROUTES,
    ...MESSAGE_ROUTES,
    ...PROCESS_DEFINITION_ROUTES,
    ...DECISION_ROUTES,
    ...RESOURCE_ROUTES,
    ...SYSTEM_ROUTES,
    ...IDENTITY_ROUTES,
    ...AUDIT_LOG_ROUTES,
    ...DOCUMENT_ROUTES,
    ...JOB_STATISTICS_ROUTES,
  ].map((route) => [route.operation, route]),
);

/** A route with where it is found. */
export interface PlacedRoute {
  readonly method: string;
  readonly path: string;
  readonly isOffered: boolean;
  readonly route: Route;
}

/** All operations of the API: those that this engine offers, and the others, which answer 501 with their name. */
export const ROUTES: readonly PlacedRoute[] = Object.entries(OPERATIONS).map(([name, [method, path]]) => {
  const operation = operationOf(name);
  const route = OFFERED.get(operation);
  return { method, path, isOffered: route !== undefined, route: route ?? missing(operation) };
});

function operationOf(name: string): OperationId {
  if (isOperation(name)) return name;
  throw new RangeError(`Expected an operation of the API, but got ${name}`);
}

function isOperation(name: string): name is OperationId {
  return name in OPERATIONS;
}

function missing(operation: OperationId): Route {
  return {
    operation,
    handle: () => {
      throw notImplemented(operation);
    },
  };
}
