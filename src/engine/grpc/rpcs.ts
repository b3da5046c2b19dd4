import type { Rpc } from "./rpc.ts";
import { CHANGE_RPCS } from "./rpcs/changes.ts";
import { DECISION_RPCS } from "./rpcs/decisions.ts";
import { JOB_RPCS } from "./rpcs/jobs.ts";
import { MESSAGE_RPCS } from "./rpcs/messages.ts";
import { PROCESS_INSTANCE_RPCS } from "./rpcs/process-instances.ts";
import { REPAIR_RPCS } from "./rpcs/repair.ts";
import { RESOURCE_RPCS } from "./rpcs/resources.ts";
import { TOPOLOGY_RPCS } from "./rpcs/topology.ts";

/** All calls of the gateway that the engine offers. */
export const RPCS: readonly Rpc[] = [
  ...JOB_RPCS,
  ...PROCESS_INSTANCE_RPCS,
  ...CHANGE_RPCS,
  ...MESSAGE_RPCS,
  ...REPAIR_RPCS,
  ...DECISION_RPCS,
  ...RESOURCE_RPCS,
  ...TOPOLOGY_RPCS,
];
