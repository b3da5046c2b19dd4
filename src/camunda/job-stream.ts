import type { PreparedWorker } from "../../workers/define-worker.ts";
import type { FetchedJob, JobRequest } from "./job-transport.ts";
import type { JobWorkContext } from "./job-work.ts";

/** A stream of jobs that can be opened anew: a client's stream can end, or stall for ever, without a word. */
export interface KeptStream {
  /** Opens it where it is closed; false when it was closed before, or could not be opened. */
  open(): Promise<boolean>;
  close(): void;
}

interface StreamContext extends JobWorkContext {
  readonly settings: Omit<JobRequest, "type" | "variables">;
}

/** A stream for the jobs of a worker; it is closed at first. */
export function keptStream(
  context: StreamContext,
  worker: PreparedWorker,
  onJob: (job: FetchedJob) => void,
): KeptStream {
  let current: { close(): void } | undefined;
  const { transport, settings, logger } = context;
  return {
    open: async () => {
      if (current !== undefined) return true;
      try {
        current = await transport.stream?.({ ...settings, ...worker }, onJob);
      } catch (error) {
        logger.warn(
          { jobType: worker.type, ...transport.describe(error) },
          "Expected a stream of jobs, but it did not open; polling on",
        );
      }
      return false;
    },
    close: () => {
      current?.close();
      current = undefined;
    },
  };
}
