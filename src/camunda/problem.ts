import { z } from "zod";

/** What can be said about a call to an engine that did not work. */
interface Problem {
  /** HTTP status; undefined when there was no answer at all. */
  readonly status: number | undefined;
  readonly title: string | undefined;
  readonly detail: string | undefined;
}

const problemSchema = z.object({
  status: z.number().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
});

/** Reads status, title and detail (RFC 9457) off an error of the client; all undefined when the engine could not be reached. */
export function problemOf(error: unknown): Problem {
  const parsed = problemSchema.safeParse(error);
  const { status, title, detail } = parsed.success ? parsed.data : {};
  return { status, title, detail };
}

/** Whether the engine was not there, or asked for patience: trying again later makes sense. */
export function isPassing(error: unknown): boolean {
  const { status } = problemOf(error);
  return status === undefined || status === 408 || status === 429 || status >= 500;
}
