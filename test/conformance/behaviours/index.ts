import { apiSuiteModels } from "./api-suite-models.ts";
import type { Behaviour } from "../behaviour.ts";
import { adHocs } from "./ad-hoc.ts";
import { bindings } from "./bindings.ts";
import { boundary } from "./boundary.ts";
import { boxedDecisions } from "./boxed-decisions.ts";
import { calls } from "./calls.ts";
import { compensation } from "./compensation.ts";
import { decisionGraphs } from "./decision-graphs.ts";
import { decisionTables } from "./decision-tables.ts";
import { decisions } from "./decisions.ts";
import { deployments } from "./deployments.ts";
import { eventSubprocesses } from "./event-subprocesses.ts";
import { executionListenersOfElements } from "./execution-listeners-elements.ts";
import { executionListenersOfScopes } from "./execution-listeners-scopes.ts";
import { executionListenersOfJobs } from "./execution-listeners.ts";
import { elementRefusals } from "./element-refusals.ts";
import { errors } from "./errors.ts";
import { expressions } from "./expressions.ts";
import { gateways } from "./gateways.ts";
import { incidents } from "./incidents.ts";
import { inclusiveJoins } from "./inclusive-joins.ts";
import { instances } from "./instances.ts";
import { jobs } from "./jobs.ts";
import { links } from "./links.ts";
import { listenerRefusals } from "./listener-refusals.ts";
import { loops } from "./loops.ts";
import { matrix } from "./matrix.ts";
import { messages } from "./messages.ts";
import { instanceWays } from "./instance-ways.ts";
import { migration } from "./migration.ts";
import { migrationEvents } from "./migration-events.ts";
import { migrationRefusals } from "./migration-refusals.ts";
import { migrationScopes } from "./migration-scopes.ts";
import { modification } from "./modification.ts";
import { modificationScopes } from "./modification-scopes.ts";
import { modificationTargets } from "./modification-targets.ts";
import { multiInstance } from "./multi-instance.ts";
import { randomFinds } from "./random-finds.ts";
import { refusalsOfScopes } from "./refusals-scopes.ts";
import { refusals } from "./refusals.ts";
import { resourceDeletion } from "./resource-deletion.ts";
import { signals } from "./signals.ts";
import { startEvents } from "./start-events.ts";
import { subprocesses } from "./subprocesses.ts";
import { taskDetails } from "./task-details.ts";
import { taskListenerAnswers } from "./task-listener-answers.ts";
import { taskListenerTroubles } from "./task-listener-troubles.ts";
import { taskListenersOfTasks } from "./task-listeners.ts";
import { tasks } from "./tasks.ts";
import { timers } from "./timers.ts";
import { userTasks } from "./user-tasks.ts";
import { variables } from "./variables.ts";

/** All behaviours by subject; a subject is a folder of recordings. */
export const SUBJECTS: Readonly<Record<string, readonly Behaviour[]>> = {
  "api-suite-models": apiSuiteModels,
  tasks,
  "execution-listeners": [...executionListenersOfJobs, ...executionListenersOfElements, ...executionListenersOfScopes],
  "listener-refusals": listenerRefusals,
  bindings,
  incidents,
  "start-events": startEvents,
  refusals: [...refusals, ...refusalsOfScopes],
  "task-listeners": [...taskListenersOfTasks, ...taskListenerAnswers, ...taskListenerTroubles],
  variables,
  jobs,
  instances,
  deployments,
  "resource-deletion": resourceDeletion,
  gateways,
  boundary,
  subprocesses,
  messages,
  signals,
  timers,
  errors,
  calls,
  "multi-instance": multiInstance,
  "user-tasks": userTasks,
  modification,
  "modification-scopes": modificationScopes,
  "modification-targets": modificationTargets,
  "instance-ways": instanceWays,
  migration,
  "migration-events": migrationEvents,
  "migration-scopes": migrationScopes,
  "migration-refusals": migrationRefusals,
  decisions,
  "boxed-decisions": boxedDecisions,
  "decision-graphs": decisionGraphs,
  "decision-tables": decisionTables,
  expressions,
  "random-finds": randomFinds,
  "task-details": taskDetails,
  links,
  compensation,
  "ad-hoc": adHocs,
  matrix,
  loops,
  "event-subprocesses": eventSubprocesses,
  "element-refusals": elementRefusals,
  "inclusive-joins": inclusiveJoins,
};
