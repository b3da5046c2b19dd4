import { z } from "zod";
import { textOf } from "../../history/values.ts";
import { document, tenantOf } from "../fields.ts";
import { command, type Rpc } from "../rpc.ts";

/** Calls about messages and signals. */
export const MESSAGE_RPCS: readonly Rpc[] = [
  command({
    name: "PublishMessage",
    request: z.object({
      name: z.string(),
      correlationKey: z.string(),
      timeToLive: z.number(),
      messageId: z.string(),
      variables: document,
      tenantId: tenantOf("PublishMessage"),
    }),
    command: (value) => ({ valueType: "MESSAGE", intent: "PUBLISH", value }),
    answer: ({ key, value }) => ({ key, tenantId: textOf(value, "tenantId") }),
  }),
  command({
    name: "BroadcastSignal",
    request: z.object({ signalName: z.string(), variables: document, tenantId: tenantOf("BroadcastSignal") }),
    command: (value) => ({ valueType: "SIGNAL", intent: "BROADCAST", value }),
    answer: ({ key, value }) => ({ key, tenantId: textOf(value, "tenantId") }),
  }),
];
