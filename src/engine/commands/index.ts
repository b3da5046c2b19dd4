import type { CommandProcessors } from "../core/runtime.ts";
import { adHocCommands } from "./ad-hoc-instructions.ts";
import { signalCommands } from "./broadcast-signal.ts";
import { messageSubscriptionCommands } from "./message-subscriptions.ts";
import { messageCommands } from "./publish-message.ts";
import { timerCommands } from "./trigger-timer.ts";
import { batchCommands } from "./activate-batch.ts";
import { createInstanceCommands } from "./create-instance.ts";
import { deleteResourceCommands } from "./delete-resource.ts";
import { deployCommands } from "./deploy.ts";
import { elementCommands } from "./elements.ts";
import { decisionCommands } from "./evaluate-decision.ts";
import { jobCommands } from "./jobs.ts";
import { userTaskCommands } from "./user-tasks.ts";
import { terminateBatchCommands } from "./terminate-batch.ts";
import { batchOperationCommands } from "./batch-operations.ts";
import { deleteHistoryCommands } from "./delete-history.ts";
import { cancelInstanceCommands } from "./cancel-instance.ts";
import { failJobCommands } from "./fail-job.ts";
import { incidentCommands } from "./resolve-incident.ts";
import { migrateInstanceCommands } from "./migrate-instance.ts";
import { modifyInstanceCommands } from "./modify-instance.ts";
import { throwErrorCommands } from "./throw-error.ts";
import { updateJobCommands } from "./update-job.ts";
import { variableDocumentCommands } from "./update-variables.ts";
import { yieldJobCommands } from "./yield-job.ts";

/** Every command that the engine knows. */
export const PROCESSORS: CommandProcessors = {
  ...deployCommands,
  ...deleteResourceCommands,
  ...messageCommands,
  ...messageSubscriptionCommands,
  ...signalCommands,
  ...timerCommands,
  ...createInstanceCommands,
  ...elementCommands,
  ...jobCommands,
  ...variableDocumentCommands,
  ...updateJobCommands,
  ...throwErrorCommands,
  ...incidentCommands,
  ...failJobCommands,
  ...yieldJobCommands,
  ...cancelInstanceCommands,
  ...batchOperationCommands,
  ...deleteHistoryCommands,
  ...migrateInstanceCommands,
  ...modifyInstanceCommands,
  ...userTaskCommands,
  ...decisionCommands,
  ...adHocCommands,
  ...batchCommands,
  ...terminateBatchCommands,
};
