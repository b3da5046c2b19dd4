import { z } from "zod";
import { document, key } from "../fields.ts";
import { command, type Rpc } from "../rpc.ts";

/** Calls that put right what went wrong. */
export const REPAIR_RPCS: readonly Rpc[] = [
  command({
    name: "ResolveIncident",
    request: z.object({ incidentKey: key }),
    command: ({ incidentKey }) => ({ valueType: "INCIDENT", intent: "RESOLVE", key: incidentKey, value: {} }),
  }),
  command({
    name: "SetVariables",
    request: z.object({ elementInstanceKey: key, variables: document, local: z.boolean() }),
    command: ({ elementInstanceKey, variables, local }) => ({
      valueType: "VARIABLE_DOCUMENT",
      intent: "UPDATE",
      value: { scopeKey: elementInstanceKey, updateSemantics: local ? "LOCAL" : "PROPAGATE", variables },
    }),
    answer: (record) => ({ key: record.key }),
  }),
];
