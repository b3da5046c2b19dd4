/** What a promise gives, or undefined when the time is over or the client went away before. */
export function within<T>(
  promise: Promise<T>,
  limit: { readonly timeoutMs: number | undefined; readonly signal: AbortSignal },
): Promise<T | undefined> {
  const { timeoutMs, signal } = limit;
  if (timeoutMs === undefined) return promise;
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
    };
    const giveUp = (): void => {
      stop();
      resolve(undefined);
    };
    const timer = setTimeout(giveUp, timeoutMs);
    signal.addEventListener("abort", giveUp);
    promise.then(resolve, reject).finally(stop);
  });
}
