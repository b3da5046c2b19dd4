import { AppError } from "../platform/errors.ts";

/**
 * Thrown by a call to an engine that gave no answer in time: usually because a firewall, a proxy or a frozen machine
 * swallows everything. Nothing is known about the call; the worker host tries again.
 */
export class EngineSilent extends AppError {
  override readonly code = "ENGINE_SILENT";

  constructor(limitMs: number) {
    super(`Expected the engine to answer within ${String(limitMs)} ms, but it gave no answer at all`);
  }
}

/** How long a command may take: longer than the 15 s after which a gateway gives up waiting for its broker. */
export const COMMAND_LIMIT_MS = 20_000;

/** How much longer than asked for a poll may wait. */
export const POLL_GRACE_MS = 10_000;

/** A call's answer, or {@link EngineSilent} when there is none in time; `giveUp` is told so. */
export async function withinLimit<T>(
  call: PromiseLike<T>,
  { limitMs, giveUp }: { readonly limitMs: number; readonly giveUp?: () => void },
): Promise<T> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new EngineSilent(limitMs));
    giveUp?.();
  }, limitMs);
  try {
    return await Promise.race([call, silence]);
  } finally {
    clearTimeout(timer);
  }
}
