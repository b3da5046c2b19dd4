import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { complete, defineWorker, retryLater } from "./define-worker.ts";
import { identityOf } from "./job-identity.ts";
import { present } from "./present.ts";

/** A message from one process instance to others. */
export interface ProcessMessage {
  readonly name: string;
  readonly correlationKey: string;
  /** The engine takes a message with a known id only once. */
  readonly messageId: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** How long it waits for its receiver, in milliseconds. */
  readonly timeToLiveMs: number;
}

/** Whether the engine has a message (or had it before), or could not take it at the moment: it is busy, or away. */
export type Publication = "taken" | "later";

/** Hands a message to the engine; throws when the engine will never take it. */
export type PublishMessage = (message: ProcessMessage) => Promise<Publication>;

const DEFAULT_VALIDITY = "PT1H";

const duration = z.string().transform((text, context) => {
  try {
    return Temporal.Duration.from(text).total("milliseconds");
  } catch {
    context.addIssue({ code: "custom", message: "expected a duration such as PT1H or P30D, but it is none" });
    return z.NEVER;
  }
});

/** Sends a message to another process instance, once per `nachrichtId`. */
export const nachrichtSenden = defineWorker(
  {
    type: "nachricht-senden",
    input: z.object({
      ...present,
      nachricht: z.string(),
      korrelation: z.string(),
      nachrichtId: z.string().optional(),
      nutzlast: z.record(z.string(), z.unknown()).optional(),
      gueltigkeit: duration.prefault(DEFAULT_VALIDITY),
    }),
    output: z.object({}),
  },
  ({ publish }: { publish: PublishMessage }) =>
    async (job) => {
      const { nachricht, korrelation, nachrichtId, nutzlast = {}, gueltigkeit } = job.input;
      const publication = await publish({
        name: nachricht,
        correlationKey: korrelation,
        messageId: nachrichtId ?? identityOf(job),
        variables: nutzlast,
        timeToLiveMs: gueltigkeit,
      });
      return publication === "taken" ? complete({}) : retryLater("The engine takes no messages at the moment");
    },
);
